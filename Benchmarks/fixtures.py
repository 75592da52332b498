"""Makes the canned answers that the benchmarks read and serve: always the same."""
import json
import zlib

ITEM = {
    'pk': {'S': 'user#123'}, 'sk': {'N': '42'}, 'name': {'S': 'Ada Lovelace'}, 'tags': {'SS': ['a', 'b', 'c']},
    'nested': {'M': {'x': {'N': '1.5'}, 'y': {'L': [{'S': 'one'}, {'BOOL': True}, {'NULL': True}]}}},
    'bin': {'B': 'AAECAwQFBgcICQ=='},
}


def listing():
    """A page of ListObjectsV2 with 1,000 keys."""
    text = ['<?xml version="1.0" encoding="UTF-8"?>\n'
            '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>b</Name><Prefix></Prefix>'
            '<KeyCount>1000</KeyCount><MaxKeys>1000</MaxKeys><EncodingType>url</EncodingType>'
            '<IsTruncated>false</IsTruncated>']
    for number in range(1000):
        text.append(
            f'<Contents><Key>data/year=2025/month=11/part-{number:05}.parquet</Key>'
            f'<LastModified>2025-11-12T10:00:00.000Z</LastModified>'
            f'<ETag>&quot;9b2cf535f27731c974343645a39853{number & 255:02x}&quot;</ETag>'
            f'<ChecksumAlgorithm>CRC64NVME</ChecksumAlgorithm><ChecksumType>FULL_OBJECT</ChecksumType>'
            f'<Size>{number * 1000 + 1}</Size><StorageClass>STANDARD</StorageClass></Contents>')
    return ''.join(text) + '</ListBucketResult>'


def query():
    """A page of DynamoDB's Query, 1 MB of it: as much as the service gives at once."""
    items, size = [], 0
    while size < 1_000_000:
        number = len(items)
        item = {**ITEM, 'sk': {'N': str(number)}, 'note': {'S': f'Item {number} of the page, with some text to read. ' * 3}}
        items.append(item)
        size += len(json.dumps(item, separators=(',', ':')))
    return json.dumps({'Count': len(items), 'Items': items, 'ScannedCount': len(items)}, separators=(',', ':'))


def write(folder):
    item = json.dumps({'Item': ITEM}, separators=(',', ':'))
    answers = {'list.xml': listing(), 'query.json': query(), 'item.json': item, 'item.crc32': str(zlib.crc32(item.encode()))}
    for name, text in answers.items():
        (folder / name).write_text(text)
