// Tells ThreadSanitizer what Swift's Mutex does where it cannot look: in the standard library, which is not instrumented,
// a Mutex that is contended is taken and given back by the kernel. Without this it takes every such pair for no
// synchronization at all, and what the Mutex guards for a race. Preloaded by scripts/sanitize.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"
#define SELF __attribute__((swift_context)) void *

extern void __tsan_acquire(void *) __attribute__((weak));
extern void __tsan_release(void *) __attribute__((weak));

typedef __attribute__((swiftcall)) void (*lock)(uint32_t, SELF);
typedef __attribute__((swiftcall)) void (*unlock)(SELF);

__attribute__((swiftcall)) void lock_slow(uint32_t thread, SELF handle) __asm__(LOCK);
__attribute__((swiftcall)) void unlock_slow(SELF handle) __asm__(UNLOCK);

__attribute__((swiftcall)) void lock_slow(uint32_t thread, SELF handle) {
    static lock next;
    lock found = __atomic_load_n(&next, __ATOMIC_RELAXED);
    if (!found) {
        found = (lock)dlsym(RTLD_NEXT, LOCK);
        __atomic_store_n(&next, found, __ATOMIC_RELAXED);
    }
    found(thread, handle);
    if (__tsan_acquire) __tsan_acquire(handle);
}

__attribute__((swiftcall)) void unlock_slow(SELF handle) {
    static unlock next;
    unlock found = __atomic_load_n(&next, __ATOMIC_RELAXED);
    if (!found) {
        found = (unlock)dlsym(RTLD_NEXT, UNLOCK);
        __atomic_store_n(&next, found, __ATOMIC_RELAXED);
    }
    if (__tsan_release) __tsan_release(handle);
    found(handle);
}
