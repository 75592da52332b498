"""How botocore is measured: as Inia is in `Sources/inia-benchmarks/Measure.swift`."""
import json
import os
import time

os.environ.update(AWS_EC2_METADATA_DISABLED='true', AWS_CONFIG_FILE='/dev/null', AWS_SHARED_CREDENTIALS_FILE='/dev/null')


def measure(name, operation):
    start, count = time.perf_counter(), 0
    while count < 3 or time.perf_counter() - start < 0.05:
        operation()
        count += 1
    least = float('inf')
    for _ in range(5):
        before = time.process_time()
        for _ in range(count):
            operation()
        least = min(least, (time.process_time() - before) / count)
    print(json.dumps({'name': name, 'cpu': least * 1e6}), flush=True)
