"""One scenario of the race by one client, run once; `inia-benchmarks race` does the same by Inia.

usage: rivals.py CLIENT SCENARIO URL [AUTHORITIES]

It prints CPU in microseconds a call, the rate a second and the peak of memory in MiB, of the part that counts: clients
are made and connections opened before. Only `start` has nothing before it. What a client cannot do it says: nothing is
printed. Each client is set up the way its own documentation shows it, with room for 64 connections.
"""
import asyncio
import contextlib
import json
import os
import resource
import sys
import threading
import time
from urllib.parse import urlparse

KEY_ID, SECRET, REGION, BUCKET = 'AKIDEXAMPLEEXAMPLE', 'secretsecretsecretsecret', 'us-east-1', 'bkt'
PART = 8 << 20
COUNTS = {'get1': 1500, 'get64': 3200, 'item1': 1500, 'item64': 3200, 'list': 30, 'down': 1, 'up': 1, 'start': 1}
ITEM = {'TableName': 't', 'Key': {'pk': {'S': 'user#123'}, 'sk': {'N': '42'}}}
TARGET, SOURCE = os.environ.get('RACE_TARGET', ''), os.environ.get('RACE_SOURCE', '')


def prepare(authorities):
    os.environ.update(
        AWS_ACCESS_KEY_ID=KEY_ID, AWS_SECRET_ACCESS_KEY=SECRET, AWS_REGION=REGION, AWS_DEFAULT_REGION=REGION,
        AWS_EC2_METADATA_DISABLED='true', AWS_CONFIG_FILE='/dev/null', AWS_SHARED_CREDENTIALS_FILE='/dev/null')
    if authorities:
        os.environ.update(AWS_CA_BUNDLE=authorities, SSL_CERT_FILE=authorities)


def boto3_client(scenario, url, authorities):
    import boto3
    from boto3.s3.transfer import TransferConfig
    from botocore.config import Config
    config = Config(s3={'addressing_style': 'path'}, max_pool_connections=64, retries={'total_max_attempts': 1})
    make = lambda name: boto3.client(name, endpoint_url=url, config=config)
    transfer = TransferConfig(preferred_transfer_client='classic')
    if scenario.startswith('item'):
        dynamodb = make('dynamodb')
        return lambda: dynamodb.get_item(**ITEM)['Item']
    s3 = make('s3')
    return {
        'get': lambda: whole(s3.get_object(Bucket=BUCKET, Key='k1')['Body'].read()),
        'list': lambda: s3.list_objects_v2(Bucket=BUCKET)['Contents'][999],
        'down': lambda: s3.download_file(BUCKET, 'gigabyte', TARGET, Config=transfer),
        'up': lambda: s3.upload_file(SOURCE, BUCKET, 'up', Config=transfer),
    }[kind(scenario)]


def minio_client(scenario, url, authorities):
    import minio
    import urllib3
    address = urlparse(url)
    client = minio.Minio(
        endpoint=address.netloc, access_key=KEY_ID, secret_key=SECRET, secure=bool(authorities), region=REGION,
        http_client=urllib3.PoolManager(maxsize=64, ca_certs=authorities))

    def get():
        response = client.get_object(bucket_name=BUCKET, object_name='k1')
        whole(response.read())
        response.close()
        response.release_conn()
    return {
        'get': get,
        'list': lambda: list(client.list_objects(bucket_name=BUCKET))[999],
        'down': lambda: client.fget_object(bucket_name=BUCKET, object_name='gigabyte', file_path=TARGET),
        'up': lambda: client.fput_object(
            bucket_name=BUCKET, object_name='up', file_path=SOURCE, part_size=PART, num_parallel_uploads=8),
    }.get(kind(scenario))


def opendal_client(scenario, url, authorities):
    import opendal
    settings = dict(bucket=BUCKET, endpoint=url, region=REGION, access_key_id=KEY_ID, secret_access_key=SECRET)
    if scenario == 'get64':
        async def get(operator):
            return whole(await operator.read('k1'))
        return opendal.AsyncOperator('s3', **settings), get
    operator = opendal.Operator('s3', **settings)

    def down():
        with open(TARGET, 'wb') as target, operator.open('gigabyte', 'rb', concurrent=8, chunk=PART) as source:
            while block := source.read(PART):
                target.write(block)

    def up():
        with open(SOURCE, 'rb') as source, operator.open('up', 'wb', concurrent=8, chunk=PART) as target:
            while block := source.read(PART):
                target.write(block)
    return {'get': lambda: whole(operator.read('k1')), 'list': lambda: list(operator.list(''))[999], 'down': down, 'up': up}.get(
        kind(scenario))


def obstore_client(scenario, url, authorities):
    from obstore.store import S3Store
    # It takes no bundle of authorities: certificates go unchecked.
    options = {'allow_invalid_certificates': True} if authorities else {'allow_http': True}
    store = S3Store(BUCKET, endpoint=url, region=REGION, virtual_hosted_style_request=False, client_options=options)

    async def get(store):
        return whole(await (await store.get_async('k1')).bytes_async())

    def down():
        with open(TARGET, 'wb') as target:
            for block in store.get('gigabyte').stream(min_chunk_size=PART):
                target.write(block)

    def up():
        with open(SOURCE, 'rb') as source:
            store.put('up', source, use_multipart=True, chunk_size=PART, max_concurrency=10)
    if scenario == 'get64':
        return store, get
    return {'get': lambda: whole(store.get('k1').bytes()), 'list': lambda: store.list().collect()[999], 'down': down, 'up': up}.get(
        kind(scenario))


def awscrt_client(scenario, url, authorities):
    from awscrt import auth, http, io, s3
    address = urlparse(url)
    loops = io.EventLoopGroup(2)
    provider = auth.AwsCredentialsProvider.new_static(KEY_ID, SECRET)
    tls = None
    if authorities:
        options = io.TlsContextOptions()
        options.override_default_trust_store_from_path(None, authorities)
        tls = io.ClientTlsContext(options).new_connection_options()
    client = s3.S3Client(
        bootstrap=io.ClientBootstrap(loops, io.DefaultHostResolver(loops)), region=REGION, part_size=PART,
        signing_config=s3.create_default_s3_signing_config(region=REGION, credential_provider=provider),
        tls_mode=s3.S3RequestTlsMode.ENABLED if authorities else s3.S3RequestTlsMode.DISABLED,
        tls_connection_options=tls, throughput_target_gbps=10)

    def send(method, path, kind, **more):
        headers = http.HttpHeaders([('host', address.netloc)])
        if method == 'PUT':
            headers.add('content-length', str(os.path.getsize(SOURCE)))
        client.make_request(
            type=kind, request=http.HttpRequest(method, path, headers), **more).finished_future.result(120)
    get, put = s3.S3RequestType.GET_OBJECT, s3.S3RequestType.PUT_OBJECT

    def small():
        chunks = []
        send('GET', f'/{BUCKET}/k1', get, on_body=lambda chunk, offset, **_: chunks.append(chunk))
        whole(b''.join(chunks))
    return {
        'get': small,
        'down': lambda: send('GET', f'/{BUCKET}/gigabyte', get, recv_filepath=TARGET),
        'up': lambda: send('PUT', f'/{BUCKET}/up', put, send_filepath=SOURCE),
    }.get(kind(scenario))


def aiobotocore_client(scenario, url, authorities):
    from aiobotocore.config import AioConfig
    from aiobotocore.session import get_session
    config = AioConfig(s3={'addressing_style': 'path'}, max_pool_connections=64, retries={'total_max_attempts': 1})
    name = 'dynamodb' if scenario.startswith('item') else 's3'
    client = get_session().create_client(name, endpoint_url=url, config=config)

    async def call(client):
        if name == 'dynamodb':
            return (await client.get_item(**ITEM))['Item']
        if scenario == 'list':
            return (await client.list_objects_v2(Bucket=BUCKET))['Contents'][999]
        output = await client.get_object(Bucket=BUCKET, Key='k1')
        async with output['Body'] as body:
            return whole(await body.read())
    return None if scenario in ('down', 'up', 'start') else (client, call)


def whole(body):
    assert len(body) == 1024
    return body


def kind(scenario):
    return 'get' if scenario == 'start' else scenario.rstrip('0123456789')


def used(before=(0, 0)):
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime - before[0], time.perf_counter() - before[1]


def by_threads(call, count, tasks):
    """CPU and wall seconds of so many calls, shared out among threads; one that fails ends the process."""
    def work(times):
        try:
            for _ in range(times):
                call()
        except BaseException as error:
            print(error, file=sys.stderr)
            os._exit(1)

    def run(times):
        threads = [threading.Thread(target=work, args=(times,)) for _ in range(tasks)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    if count > 1:
        work(3) if tasks == 1 else run(3)
    before = used()
    work(count) if tasks == 1 else run(count // tasks)
    return used(before)


async def by_tasks(client, call, count, tasks):
    async with contextlib.AsyncExitStack() as stack:
        if hasattr(client, '__aenter__') and 'opendal' not in type(client).__module__:
            client = await stack.enter_async_context(client)

        async def work(times):
            for _ in range(times):
                await call(client)
        await asyncio.gather(*[work(3) for _ in range(tasks)])
        before = used()
        await asyncio.gather(*[work(count // tasks) for _ in range(tasks)])
        return used(before)


def main(name, scenario, url, authorities=None):
    prepare(authorities)
    made = globals()[f'{name}_client'](scenario, url, authorities)
    if made is None:
        return
    if scenario == 'start':
        made()
        return print('first reply', flush=True)
    count, tasks = COUNTS[scenario], 64 if scenario.endswith('64') else 1
    if isinstance(made, tuple):
        cpu, wall = asyncio.run(by_tasks(*made, count, tasks))
    else:
        cpu, wall = by_threads(made, count, tasks)
    # Not ru_maxrss, which a child takes over from the process that started it.
    with open('/proc/self/status') as status:
        peak = next(int(line.split()[1]) / 1024 for line in status if line.startswith('VmHWM'))
    print(json.dumps({'name': 'result', 'cpu': cpu / count * 1e6, 'rate': count / wall, 'peak': peak}))


main(*sys.argv[1:])
