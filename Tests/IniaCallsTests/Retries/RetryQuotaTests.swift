import Testing

@testable import IniaCalls

@Suite struct RetryQuotaTests {
    @Test func `tokens are taken while there are enough`() async {
        let quota = RetryQuota(capacity: 12)
        var taken: [Bool] = []
        for cost in [5, 5, 5, 2, 1] { taken.append(await quota.acquire(cost)) }
        #expect(taken == [true, true, false, true, false])
    }

    @Test func `what is given back never exceeds the capacity`() async {
        let quota = RetryQuota()
        _ = await quota.acquire(10)
        await quota.release(4)
        #expect(await quota.available == 494)
        await quota.release(100)
        #expect(await quota.available == 500)
    }
}
