"""What `inia-benchmarks calls` and `download` do, by boto3: a JSON object a line.

usage: calls.py (calls | download) URL
"""
import json
import os
import resource
import sys
import threading
import time

os.environ.update(
    AWS_ACCESS_KEY_ID='AKIDEXAMPLEEXAMPLE', AWS_SECRET_ACCESS_KEY='secretsecretsecretsecret',
    AWS_DEFAULT_REGION='us-east-1', AWS_EC2_METADATA_DISABLED='true', AWS_CONFIG_FILE='/dev/null',
    AWS_SHARED_CREDENTIALS_FILE='/dev/null')
import boto3
from botocore.config import Config

KEY = {'TableName': 't', 'Key': {'pk': {'S': 'user#123'}, 'sk': {'N': '42'}}}


def report(name, **numbers):
    print(json.dumps({'name': name, **numbers}), flush=True)


def calls(count, tasks, call):
    """So many calls, shared out among threads: CPU and wall time in seconds."""
    cpu, wall = time.process_time(), time.perf_counter()

    def work():
        for _ in range(count // tasks):
            call()
    threads = [threading.Thread(target=work) for _ in range(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.process_time() - cpu, time.perf_counter() - wall


def measure(name, call):
    for tasks in (1, 64):
        calls(64, tasks, call)
        count = 600 if tasks == 1 else 1280
        cpu, wall = calls(count, tasks, call)
        title = 'one at a time' if tasks == 1 else f'{tasks} at once'
        report(f'{name}, {title}', cpu=cpu / count * 1e6, rate=count / wall)


def main(what, url):
    config = Config(s3={'addressing_style': 'path'}, max_pool_connections=64, retries={'total_max_attempts': 1})
    s3 = boto3.client('s3', endpoint_url=url, config=config)
    if what == 'download':
        cpu, wall = time.process_time(), time.perf_counter()
        body, count = s3.get_object(Bucket='bkt', Key='gigabyte')['Body'], 0
        for chunk in body.iter_chunks(256 * 1024):
            count += len(chunk)
        assert count == 1 << 30
        report(
            'download 1 GiB', cpu=(time.process_time() - cpu) * 1e3, wall=(time.perf_counter() - wall) * 1e3,
            peak=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return
    dynamodb = boto3.client('dynamodb', endpoint_url=url, config=config)
    measure('GetObject, 1 KiB', lambda: s3.get_object(Bucket='bkt', Key='k1')['Body'].read())
    measure('DynamoDB GetItem', lambda: dynamodb.get_item(**KEY)['Item'])


main(*sys.argv[1:])
