"""The CPU that botocore takes for what `inia-benchmarks decode` does: a JSON object a line.

usage: decode.py FOLDER
"""
import sys

import botocore.parsers
import botocore.serialize
import botocore.session

from measuring import measure

ITEM = {'TableName': 't', 'Item': {
    f'a{number}': {'N': str(number)} if number % 4 == 0 else
    {'S': f'Attribute {number} of the item, with some text to write, and then "more".'} for number in range(4000)}}
BATCH = {'RequestItems': {'t': [{'PutRequest': {'Item': {
    'pk': {'S': f'user#{number}'}, 'sk': {'N': '42'}, 'name': {'S': 'Ada Lovelace'}, 'tags': {'SS': ['a', 'b', 'c']},
    'nested': {'M': {'x': {'N': '1.5'}, 'y': {'L': [{'S': 'one'}, {'BOOL': True}]}}}}}} for number in range(25)]}}
JSON = 'application/x-amz-json-1.0'


def parsing(client, name, title, path, kind, protocol=None):
    model = client.meta.service_model.operation_model(name)
    parser = botocore.parsers.create_parser(protocol) if protocol else client._response_parser
    with open(path, 'rb') as file:
        body = file.read()
    response = {'status_code': 200, 'headers': {'Content-Type': kind}, 'body': body}
    measure(title, lambda: parser.parse(response, model.output_shape))


def serializing(client, name, title, given):
    model = client.meta.service_model.operation_model(name)
    measure(title, lambda: client._serializer.serialize_to_request(given, model))


def main(folder):
    session = botocore.session.get_session()
    s3, dynamodb, cloudwatch = (
        session.create_client(name, region_name='us-east-1') for name in ('s3', 'dynamodb', 'cloudwatch'))
    parsing(s3, 'ListObjectsV2', 'parse ListObjectsV2, 1,000 keys', f'{folder}/list.xml', 'application/xml')
    parsing(dynamodb, 'Query', 'parse DynamoDB Query, 1 MB', f'{folder}/query.json', JSON)
    parsing(dynamodb, 'GetItem', 'parse DynamoDB GetItem', f'{folder}/item.json', JSON)
    parsing(cloudwatch, 'GetMetricData', 'parse CloudWatch GetMetricData, CBOR, 20,000 points', f'{folder}/metrics.cbor',
            'application/cbor', 'smithy-rpc-v2-cbor')
    serializing(dynamodb, 'PutItem', 'validate and serialize PutItem, 400 KB', ITEM)
    serializing(dynamodb, 'BatchWriteItem', 'validate and serialize BatchWriteItem, 25 items', BATCH)


main(sys.argv[1])
