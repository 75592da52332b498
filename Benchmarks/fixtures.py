"""Makes the canned answers that the benchmarks read and serve: always the same."""
import json
import struct
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


def metrics():
    """An answer of CloudWatch's GetMetricData in CBOR: 20 metrics of 1,000 points."""
    def item(value):
        head = lambda major, count: (bytes([major << 5 | count]) if count < 24 else bytes([major << 5 | 24, count])
                                     if count < 256 else bytes([major << 5 | 25]) + count.to_bytes(2, 'big'))
        match value:
            case dict(): return head(5, len(value)) + b''.join(item(key) + item(it) for key, it in value.items())
            case list(): return head(4, len(value)) + b''.join(map(item, value))
            case str(): return head(3, len(value)) + value.encode()
            case int(): return b'\xc1\x1a' + value.to_bytes(4, 'big')  # a time
            case float(): return b'\xfb' + struct.pack('>d', value)

    return item({'MetricDataResults': [{
        'Id': f'm{number}', 'Label': 'CPUUtilization', 'Timestamps': [1_750_000_000 - 60 * minute for minute in range(1000)],
        'Values': [number + minute / 7 for minute in range(1000)], 'StatusCode': 'Complete'} for number in range(20)]})


def write(folder):
    item = json.dumps({'Item': ITEM}, separators=(',', ':'))
    answers = {'list.xml': listing(), 'query.json': query(), 'item.json': item, 'item.crc32': str(zlib.crc32(item.encode()))}
    for name, text in answers.items():
        (folder / name).write_text(text)
    (folder / 'metrics.cbor').write_bytes(metrics())
