"""The CPU that botocore takes for what `inia-benchmarks engine` does: a JSON object a line.

usage: engine.py FOLDER
"""
import io
import sys

import botocore.auth
import botocore.awsrequest
import botocore.credentials
import botocore.session

from measuring import measure

KEY = {'TableName': 't', 'Key': {'pk': {'S': 'user#123'}, 'sk': {'N': '42'}}}
CREDENTIALS = botocore.credentials.Credentials('AKIDEXAMPLEEXAMPLE', 'secretsecretsecretsecret')


def signing():
    signer = botocore.auth.S3SigV4Auth(CREDENTIALS, 's3', 'us-east-1')

    def operation():
        request = botocore.awsrequest.AWSRequest(
            'GET', 'https://bucket.s3.us-east-1.amazonaws.com/some/key?x-id=GetObject', {'User-Agent': 'benchmark'})
        request.context['payload_signing_enabled'] = True
        signer.add_auth(request)
    measure('sign S3 GetObject', operation)


def endpoints(client):
    resolver, number = client._ruleset_resolver._provider, 0

    def operation():
        nonlocal number
        number = (number + 1) % 500
        endpoint = resolver.resolve_endpoint(
            Region='us-east-1', UseFIPS=False, UseDualStack=False, Bucket=f'bucket-{number}', Accelerate=False,
            ForcePathStyle=False, UseGlobalEndpoint=False)
        assert len(endpoint.url) > 20
    measure('resolve S3 endpoint', operation)


def serializing(client, name, given):
    model = client.meta.service_model.operation_model(name)
    serializer = client._serializer
    measure(f'validate and serialize {name}', lambda: serializer.serialize_to_request(given, model))


class Raw(io.BytesIO):
    """A body that is at hand."""

    def stream(self, amt=1024, decode_content=None):
        yield self.read()


def whole_calls(session, folder):
    with open(f'{folder}/item.json', 'rb') as file:
        item = file.read()
    def answer(kind, body):
        def send(request, **_):
            return botocore.awsrequest.AWSResponse(
                request.url, 200, botocore.awsrequest.HeadersDict({'Content-Type': kind, 'x-amz-request-id': 'R'}), Raw(body))
        return send

    settings = {'region_name': 'us-east-1', 'aws_access_key_id': CREDENTIALS.access_key,
                'aws_secret_access_key': CREDENTIALS.secret_key}
    s3 = session.create_client('s3', **settings)
    s3.meta.events.register('before-send.s3', answer('binary/octet-stream', bytes(1024)))
    measure('call GetObject in memory', lambda: s3.get_object(Bucket='bucket', Key='k1')['Body'].read())
    with open(f'{folder}/list.xml', 'rb') as file:
        page = file.read()
    lists = session.create_client('s3', **settings)
    lists.meta.events.register('before-send.s3', answer('application/xml', page))
    measure('call ListObjectsV2 in memory, 1,000 keys', lambda: lists.list_objects_v2(Bucket='bucket')['Contents'])
    dynamodb = session.create_client('dynamodb', **settings)
    dynamodb.meta.events.register('before-send.dynamodb', answer('application/x-amz-json-1.0', item))
    measure('call GetItem in memory', lambda: dynamodb.get_item(**KEY)['Item'])


def main(folder):
    session = botocore.session.get_session()
    s3 = session.create_client('s3', region_name='us-east-1')
    dynamodb = session.create_client('dynamodb', region_name='us-east-1')
    signing()
    endpoints(s3)
    serializing(s3, 'GetObject', {'Bucket': 'bucket', 'Key': 'some/key'})
    serializing(dynamodb, 'GetItem', KEY)
    whole_calls(session, folder)


main(sys.argv[1])
