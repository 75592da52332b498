#!/usr/bin/env python3
"""Sends inia-testee and botocore what services and callers do only rarely, and compares what they make of it.

    Tests/compare-botocore.py KIT TESTEE [--lines N] [--seed S] [--jobs N] [--only KEY] [--show N] [--oracle CMD]

KIT is the conformance kit's folder; its runner's own random lines are valid and well formed. These are not. Half of
them are about models made up on the spot, which join traits as no service does: every location, flattened and renamed
lists and maps, attributes and namespaces, unions, documents, JSON in headers, host labels, tokens, payloads of all
kinds. Values are the odd ones of their types. Replies have what a lenient reader must get right: nulls, repeated and
unknown members, other types, comments, entities, prefixes, tags, bodies that break off, errors in every form, and
sequences of failures with every form of Retry-After.

A line follows from the seed and its key, so --only KEY with the same seed repeats it. Exits 1 on a difference, unless
it has one of the causes of `ACCIDENTS`, whose reasons Tests/deliberate-differences.json has as compare/CAUSE.

What is never tried, and why:

- Shapes that no service has, for which botocore has no sense: in XML and forms, a flattened list in a list, in a map
  (an entry without its value gets that of the entry before) or, with elements of another name, in a union (a known
  member is told of as an unknown one); an xmlNamespace at a flattened list (it goes to the element around the list); a
  document as the payload of a request (it is sent within an object, with "null" for its key).
- Lists in the query of an operation with a query of its own: where all are empty botocore ends the query with an
  ampersand, and signs that as a pair without a name.
- Lists of rfc822 dates in a response's headers: botocore cuts each date in two at its comma.
- Repeated elements of XML that are no flattened list: botocore gives a list of parser's nodes for their value.
- Documents with declarations of their own in their DOCTYPE: Inia refuses them all, for entities make much of little.
- A response with status 300: botocore's parser takes it for a success, and its client for a failure without a code.
- Labels that are only dots and slashes: the HTTP library under botocore cuts them out of the path.
- Texts that no header can hold, empty labels and years before 1000, where botocore sends what no service takes or
  nothing at all; of the latter two Inia's own tests tell.
- Keys of maps that begin with a dollar sign, which lines have for tags.
- Values that the kit cannot render as a reply, such as whole numbers beyond what a float holds in a date.
"""
import argparse
import base64
import collections
import copy
import json
import multiprocessing
import pathlib
import random
import re
import runpy
import sys

ROOT = pathlib.Path(__file__).resolve().parent
PROTOCOLS = ['query', 'ec2', 'json', 'rest-json', 'rest-xml', 'smithy-rpc-v2-cbor']
KINDS = ['request', 'parse', 'failure', 'call', 'service-request', 'service-parse', 'service-failure', 'service-presign',
         'service-validate']

TEXTS = [
    '', ' ', '  a  b ', 'a', '0', 'null', 'true', '-1', '1e5', '%', '%20', '%zz', '+', '&', '=', '?', '#', '/', '//', '/a/', './..', '..', '.', '~', '*',
    "'", '"', '\\', '<a>&amp;</a>', ']]>', '{}', '[1]', 'a,b', 'a, b', ';', ':', '@', '!$()', '|^`', 'é', 'e\u0301', 'ß', '日本語', '😀', '𝒳', '\u00a0', '\u2028',
    '\ufeff', '\u200b', '\u0085', '\u007f', '\ud7ff', '\uffff', '\U0010ffff', '\t', '\n', '\r', '\r\n', 'a\nb', 'x' * 300,
]
HEADER_TEXTS = [t for t in TEXTS if not re.search('[\r\n]', t)]
TIMES = [
    '1970-01-01T00:00:00Z', '1969-12-31T23:59:59Z', '1969-12-31T23:59:59.5Z', '1901-12-13T20:45:51Z', '1600-02-29T12:00:00Z',
    '2000-02-29T23:59:59.999999Z', '2038-01-19T03:14:08Z', '2106-02-07T06:28:16Z', '9999-12-31T23:59:59Z', '2015-01-02T03:04:05.006Z',
    '2015-01-02T03:04:05.000001Z', '2015-01-02T03:04:05.1Z', '2024-12-31T23:59:60Z'.replace('60', '59'), '1000-01-01T00:00:00Z',
]
INTEGERS = [0, 1, -1, 127, -128, 255, 32767, 2**31 - 1, -2**31, 2**31, 2**53, -2**53, 2**53 + 1, 2**63 - 1, -2**63]
FLOATS = [0.0, -0.0, 1.0, -1.5, 0.1, 1e-7, 1e16, 1e15, 123456789012345680.0, 1e21, 1e22, 5e-324, 1.7976931348623157e308, 3.4e38, 1 / 3, 100.0,
          {'$float': 'NaN'}, {'$float': 'Infinity'}, {'$float': '-Infinity'}]
BLOBS = [b'', b'\0', b'\xff', b'abc', b'\xfb\xff\xfe', bytes(range(256)), b'\r\n' * 3, b'x' * 5000]


def b64(data):
    return base64.b64encode(data).decode()


def tagged_integer(value):
    return value if abs(value) <= 2**53 else {'$integer': str(value)}


# ------------------------------------------------------------------- models
class ModelMaker:
    """A model of one operation whose shapes join traits at random."""

    def __init__(self, rng, protocol):
        self.rng, self.protocol = rng, protocol
        self.rest = protocol.startswith('rest')
        self.xml = protocol in ('query', 'ec2', 'rest-xml')
        self.shapes = {}

    def chance(self, p):
        return self.rng.random() < p

    def add(self, shape, stem):
        name = f'{stem}{len(self.shapes)}'
        self.shapes[name] = shape
        return name

    def scalar(self):
        kind = self.rng.choice(['string', 'string', 'integer', 'long', 'float', 'double', 'boolean', 'timestamp', 'timestamp', 'blob'])
        shape = {'type': kind}
        if kind == 'timestamp' and self.chance(0.5):
            shape['timestampFormat'] = self.rng.choice(['iso8601', 'unixTimestamp', 'rfc822'])
        if kind == 'string' and self.chance(0.1):
            shape['enum'] = ['a', 'b']
        return self.add(shape, kind.title())

    def reference(self, depth, name):
        """A member's reference with the traits that a body's member may have."""
        rng = self.rng
        ref = {'shape': self.any(depth)}
        shape = self.shapes[ref['shape']]
        is_flattened_list = shape['type'] == 'list' and shape.get('flattened')
        if self.chance(0.3):
            ref['locationName'] = rng.choice([name.lower(), name[:1].lower() + name[1:], 'x' + name, name + '.x', name + '-y'] if self.xml else [name.lower(), 'x ' + name, '$' + name, 'é' + name])
        if shape['type'] == 'timestamp' and self.chance(0.3):
            ref['timestampFormat'] = rng.choice(['iso8601', 'unixTimestamp', 'rfc822'])
        if self.protocol == 'ec2' and self.chance(0.25):
            ref['queryName'] = 'Q' + name
        if self.protocol == 'rest-xml':
            if self.chance(0.15) and not is_flattened_list:
                ref['xmlNamespace'] = {'uri': 'http://ns/' + name, **({'prefix': 'p'} if self.chance(0.5) else {})}
            if shape['type'] == 'string' and self.chance(0.15):
                ref['xmlAttribute'] = True
                ref['locationName'] = rng.choice(['xsi:' + name, name])
        if shape['type'] == 'string' and self.chance(0.08):
            ref['idempotencyToken'] = True
        return ref

    def any(self, depth):
        kind = self.rng.choice(['scalar'] * 5 + (['structure', 'list', 'map', 'union'] if depth < 3 else []) + (['document'] if depth < 3 and 'json' in self.protocol else []))
        if kind == 'scalar':
            return self.scalar()
        if kind == 'document':
            return self.add({'type': 'structure', 'members': {}, 'document': True}, 'Document')
        return getattr(self, kind)(depth + 1)

    def structure(self, depth, minimum=0):
        count = self.rng.randint(minimum, 4)
        members = {f'{c}{depth}x': self.reference(depth, f'{c}{depth}x') for c in 'ABCDE'[:count]}
        shape = {'type': 'structure', 'members': members}
        if self.protocol == 'rest-xml' and self.chance(0.2):
            shape['xmlNamespace'] = {'uri': 'http://struct/'}
        return self.add(shape, 'Struct')

    def union(self, depth):
        members = {f'U{n}': self.reference(depth, f'U{n}') for n in range(self.rng.randint(1, 3))}
        for ref in members.values():
            if 'locationName' in self.shapes[ref['shape']].get('member', {}):
                self.unflatten(ref)
        return self.add({'type': 'structure', 'union': True, 'members': members}, 'Union')

    def unflatten(self, ref):
        if self.xml:
            self.shapes[ref['shape']].pop('flattened', None)

    def list(self, depth):
        member = {'shape': self.any(depth)}
        self.unflatten(member)
        if self.chance(0.35):
            member['locationName'] = self.rng.choice(['item', 'Entry', 'member', 'x'])
        shape = {'type': 'list', 'member': member}
        if self.chance(0.35):
            shape['flattened'] = True
        return self.add(shape, 'List')

    def map(self, depth):
        key = {'shape': self.add({'type': 'string'}, 'Key')}
        value = {'shape': self.any(depth)}
        self.unflatten(value)
        if self.chance(0.3):
            key['locationName'], value['locationName'] = 'K', 'V'
        shape = {'type': 'map', 'key': key, 'value': value}
        if self.chance(0.35):
            shape['flattened'] = True
        return self.add(shape, 'Map')

    def place(self, members, is_input):
        """Moves members of a REST structure out of the body, and says what is the payload."""
        labels, rng = [], self.rng
        for name, ref in members.items():
            kind = self.shapes[ref['shape']]['type']
            scalar = kind not in ('structure', 'list', 'map')
            of_scalars = kind == 'list' and self.shapes[self.shapes[ref['shape']]['member']['shape']]['type'] not in ('structure', 'list', 'map', 'blob')
            ways = ['body'] * 3
            if scalar and kind != 'blob' and is_input:
                ways += ['uri', 'querystring', 'querystring']
            if of_scalars and is_input:
                ways += ['querystring'] * 2
            element = self.shapes[self.shapes[ref['shape']]['member']['shape']] if of_scalars else {}
            has_commas = element.get('type') == 'timestamp' and element.get('timestampFormat', 'rfc822') == 'rfc822'
            if (scalar and kind != 'blob') or (of_scalars and (is_input or not has_commas)):
                ways += ['header', 'header']
            if kind == 'map':
                value = self.shapes[self.shapes[ref['shape']]['value']['shape']]
                if value['type'] == 'string':
                    ways += ['headers'] * 3 + (['querystring'] if is_input else [])
                elif value['type'] == 'list' and self.shapes[value['member']['shape']]['type'] == 'string' and is_input:
                    ways += ['querystring'] * 3
            if kind == 'integer' and not is_input:
                ways += ['statusCode']
            way = rng.choice(ways)
            if way == 'body':
                continue
            for trait in ('xmlAttribute', 'xmlNamespace'):
                ref.pop(trait, None)
            ref['location'] = way
            ref['locationName'] = {
                'uri': name, 'querystring': rng.choice([name, 'x-' + name, 'a b', 'é']), 'header': 'x-h-' + name.lower(),
                'headers': rng.choice(['x-m-', 'X-Amz-Meta-']), 'statusCode': name}[way]
            if way == 'header' and kind == 'string' and self.chance(0.3):
                ref['jsonvalue'] = True
            if way == 'uri':
                labels.append(name)
        return labels

    def payload(self, shape, is_input):
        """Makes one member the body, where the others leave room."""
        free = [n for n, r in shape['members'].items() if 'location' not in r]
        if len(free) != 1 or not self.chance(0.7):
            return
        ref = shape['members'][free[0]]
        target = self.shapes[ref['shape']]
        if target['type'] in ('structure', 'blob', 'string') and not ref.get('xmlAttribute') and not (is_input and target.get('document')):
            shape['payload'] = free[0]
            if target['type'] == 'blob' and self.chance(0.5):
                target['streaming'] = True

    def model(self):
        rng = self.rng
        operation = {'name': 'Do', 'http': {'method': 'POST', 'requestUri': '/'}}
        for part, likely in (('input', 0.95), ('output', 0.95)):
            if not self.chance(likely):
                continue
            name = self.structure(0, 1)
            operation[part] = {'shape': name}
            shape = self.shapes[name]
            if not self.rest:
                continue
            labels = self.place(shape['members'], part == 'input')
            self.payload(shape, part == 'input')
            if part == 'input':
                shape['required'] = labels
                path = ''.join('/{' + label + ('+' if i == len(labels) - 1 and self.chance(0.4) else '') + '}' for i, label in enumerate(labels))
                operation['http'] = {'method': rng.choice(['POST', 'PUT', 'PATCH', 'DELETE', 'GET'] if not shape.get('payload') else ['POST', 'PUT']),
                                     'requestUri': rng.choice(['', '/v1', '/a.b/~c']) + path + rng.choice(['', '', '/end']) or '/'}
                lists = any(self.shapes[ref['shape']]['type'] in ('list', 'map') for ref in shape['members'].values() if ref.get('location') == 'querystring')
                if self.chance(0.2) and not lists:
                    operation['http']['requestUri'] += rng.choice(['?fixed', '?fixed=1', '?a&b=2', '?x='])
                if self.protocol == 'rest-xml' and not shape.get('payload') and self.chance(0.7):
                    operation['input'].update(locationName='Wrapper', **({'xmlNamespace': {'uri': 'http://in/'}} if self.chance(0.6) else {}))
        if self.protocol == 'query' and 'output' in operation and self.chance(0.85):
            operation['output']['resultWrapper'] = 'DoResult'
        if 'input' in operation and self.chance(0.15):
            shape = self.shapes[operation['input']['shape']]
            shape['members']['Host'] = {'shape': self.add({'type': 'string'}, 'Label'), 'hostLabel': True}
            shape.setdefault('required', []).append('Host')
            operation['endpoint'] = {'hostPrefix': '{Host}.pre-'}
        error = self.structure(1)
        self.shapes[error].update(exception=True, error={'httpStatusCode': 400, **({'code': 'Coded', 'senderFault': True} if self.chance(0.4) else {})})
        if self.chance(0.6):
            self.shapes[error]['members']['Message' if self.chance(0.4) else 'message'] = {'shape': self.add({'type': 'string'}, 'Message')}
        if self.rest:
            self.place(self.shapes[error]['members'], False)
        operation['errors'] = [{'shape': error}]
        metadata = {'protocol': self.protocol, 'protocols': [self.protocol], 'apiVersion': '2020-01-01', 'endpointPrefix': 'made', 'serviceId': 'Made Up',
                    'signatureVersion': 'v4', 'signingName': 'made', 'serviceFullName': 'Made Up', 'jsonVersion': rng.choice(['1.0', '1.1']),
                    'targetPrefix': 'Made_20200101'}
        if self.protocol in ('json', 'smithy-rpc-v2-cbor') and self.chance(0.3):
            metadata['awsQueryCompatible'] = {}
        if self.xml and self.chance(0.5):
            metadata['xmlNamespace'] = 'http://made/' if self.protocol != 'rest-xml' else {'uri': 'http://made/'}
        return {'version': '2.0', 'metadata': metadata, 'operations': {'Do': operation}, 'shapes': self.shapes}


# ------------------------------------------------------------------- values
def hostile(generate):
    """The kit's generator of values, with the odd ones in place of the usual ones."""

    class Hostile(generate.Generator):
        def string(self, shape, where, name=''):
            if where == 'hostlabel' or shape.get('enum') or self.rng.random() < 0.3:
                return super().string(shape, where, name)
            special = self.special(shape, where, name)
            if special is not None:
                return special
            low, high = shape.get('min') or 0, shape.get('max') or 10**6
            text = self.rng.choice(HEADER_TEXTS if where in ('header', 'prefix', 'query', 'label') else TEXTS)
            if where in ('header', 'prefix'):
                text = ''.join(c for c in text if ord(c) >= 32 and ord(c) != 127).strip(' \x85\xa0\u2028')
            if where in ('label', 'key', 'query') and not text or len(text) < low or len(text) > high:
                return super().string(shape, where, name)
            if where == 'label' and set(text) <= {'.', '/'}:
                text = 'x' + text
            return text

        def integer(self, shape):
            values = [v for v in INTEGERS if (shape.type == 'long' or -2**31 <= v < 2**31) and v >= (shape.get('min') if shape.get('min') is not None else v)]
            return tagged_integer(self.rng.choice(values)) if values else super().integer(shape)

        def floating(self, shape):
            return self.rng.choice(FLOATS) if shape.get('min') is None else super().floating(shape)

        def timestamp(self, shape=None):
            return {'$timestamp': self.rng.choice(TIMES)}

        def blob(self, shape):
            return b64(self.rng.choice(BLOBS)) if not shape.get('min') else super().blob(shape)

    return Hostile


# ------------------------------------------------------------------- bodies
JSON_ODD = [None, True, False, 0, -1, 1.5, 1e400, -1e400, 10**30, 2**63, '', 'text', '12', '1.5', 'NaN', 'true', 'TRUE', [], [None], {}, {'k': None}, {'__type': 'T'}]


def spots(value, found=None):
    """Every place within containers, as (container, key)."""
    found = [] if found is None else found
    if isinstance(value, (dict, list)):
        for key in (list(value) if isinstance(value, dict) else range(len(value))):
            found.append((value, key))
            spots(value[key], found)
    return found


def odd_json(text, rng):
    """A JSON text as a service should not send it."""
    try:
        value = json.loads(text)
    except ValueError:
        return text
    for _ in range(rng.choice([0, 1, 1, 2])):
        places = spots(value)
        if places:
            container, key = rng.choice(places)
            container[key] = copy.deepcopy(rng.choice(JSON_ODD))
    text = json.dumps(value, ensure_ascii=rng.random() < 0.5)
    how = rng.randrange(16)
    if how == 0:
        text = '\ufeff' + text
    elif how == 1:
        text = text[:rng.randrange(len(text) + 1)]
    elif how == 2:
        text += rng.choice([' ', '\n', 'x', '{}', '\0', ','])
    elif how == 3:
        text = text.replace(':', ' :\t').replace(',', '\r\n,')
    elif how == 4:
        text = re.sub(r'"(\w)', lambda m: '"\\u%04x' % ord(m[1]), text)
    elif how == 5 and text.startswith('{"'):
        name = re.match(r'\{"([^"\\]*)"', text)
        if name:
            text = text[:-1] + f', "{name[1]}": ' + rng.choice(['null', '"again"']) + '}'
    elif how == 6:
        text = text.replace('"text"', '"\\ud83d\\ude00\\/\\b\\f"')
    elif how == 7:
        text = rng.choice(['null', '[]', '"x"', '1', 'true', '', ' ', '{', '<html><body>no</body></html>', 'no'])
    return text


PAGES = [
    '<!DOCTYPE html>\n<html><body>x</body></html>', '<!DOCTYPE html SYSTEM "about:legacy-compat" ><html/>', '<!doctype html><html/>',
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd"><html><head/></html>',
    '<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN"><html><head></head></html>',
]


def odd_xml(text, rng):
    """An XML text in another of the forms that mean the same, or nearly."""
    for _ in range(rng.choice([0, 1, 1, 2, 3])):
        how = rng.randrange(17)
        leaf = re.search(r'<(\w+)>([^<>&]+)</\1>', text)
        if how == 0:
            text = re.sub(r'>([^<&]{2,})<', lambda m: f'>{m[1][:1]}<!-- c -->{m[1][1:]}<', text, count=1)
        elif how == 1:
            text = re.sub(r'>([^<&]{2,})<', lambda m: f'>{m[1][:1]}<![CDATA[{m[1][1:]}]]><', text, count=1)
        elif how == 2:
            text = re.sub(r'>([^<&]+)<', lambda m: '>' + ''.join(f'&#x{ord(c):X};' for c in m[1]) + '<', text, count=1)
        elif how == 3:
            text = re.sub(r'<(/?)(\w+)', r'<\1n:\2', text)
            text = re.sub(r'<n:(\w+)', r'<n:\1 xmlns:n="http://n/"', text, count=1)
        elif how == 4 and leaf:
            text = text.replace(leaf[0], f'<{leaf[1]} a="1" b=\'&quot;\'>{leaf[2]}</{leaf[1]} >', 1)
        elif how == 5 and leaf:
            text = text.replace(leaf[0], f'<!-- {leaf[1]} --><?pi?>{leaf[0]}', 1)
        elif how == 6 and leaf:
            text = text.replace(leaf[0], f'<{leaf[1]}>\n  {leaf[2]}\t</{leaf[1]}>', 1)
        elif how == 7 and leaf:
            text = text.replace(leaf[0], rng.choice([f'<{leaf[1]}/>', f'<{leaf[1]}></{leaf[1]}>', f'<{leaf[1]}> </{leaf[1]}>']), 1)
        elif how == 8 and leaf:
            text = text.replace(leaf[0], f'<{leaf[1]} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>', 1)
        elif how == 9:
            text = text[:rng.randrange(len(text) + 1)]
        elif how == 10:
            text += rng.choice(['\n', '<!-- end -->', '<?pi x?>', 'x', '<more/>'])
        elif how == 11 and not text.startswith('<?xml'):
            text = '<?xml version="1.0" encoding="' + rng.choice(['utf-8', 'UTF-8', 'us-ascii']) + '" standalone="yes"?>' + rng.choice(['', '\n<!-- c -->', '<?pi?>']) + text
        elif how == 12 and leaf:
            text = text.replace(leaf[0], f'<{leaf[1]}><Deep>{leaf[2]}</Deep></{leaf[1]}>', 1)
        elif how == 13:
            text = re.sub(r'(</\w+>)', r'\1\r\n  ', text)
        elif how == 14 and leaf:
            text = text.replace(leaf[0], f'<{leaf[1]}>' + rng.choice(['&lt;&gt;&apos;&quot;&amp;', '1', '-1', '1.5', 'TRUE', 'True', '1e3', 'NaN', ' 7 ', '+7', '0x1', '', 'é', '99999999999999999999', '2015-01-02', '1420167845.5']) + f'</{leaf[1]}>', 1)
        elif how == 15:
            text = rng.choice(['', ' ', '<a/>', 'no', '<html><body>x</body></html>', *PAGES, text, text, text])
        elif how == 16 and leaf:
            text = text.replace(leaf[0], f'<Unknown><{leaf[1]}>in</{leaf[1]}></Unknown>' + leaf[0], 1)
    return text


def odd_cbor(cbor, data, rng):
    """A CBOR body in other encodings of its items, or with others in their place."""
    try:
        value = cbor.decode(data)
    except Exception:
        return data
    odd = [None, True, False, 0, -1, 23, 24, 2**31 - 1, -2**31, 2**64 - 1, '', 'é', 'x' * 300, b'', b'\xff', bytes(300), 0.0, -0.5, 1.5, 1e300,
           [], [None], {}, {'k': None}, {'k': 1}, cbor.Tag(1, 0), cbor.Tag(1, 1.5)]
    for _ in range(rng.choice([0, 1, 1, 2])):
        places = spots(value)
        if places:
            container, key = rng.choice(places)
            container[key] = copy.deepcopy(rng.choice(odd))
    how = rng.randrange(12)
    data = indefinite(cbor, value, rng) if how < 4 else cbor.encode(value)
    if how == 4:
        data = data[:rng.randrange(len(data) + 1)]
    elif how == 5:
        data = rng.choice([b'', b'\xf6', b'\xa0', b'\x80', b'\xff', b'\x01', b'\xbf\xff'])
    return data


def indefinite(cbor, value, rng):
    if isinstance(value, dict):
        items = b''.join(cbor.encode(k) + indefinite(cbor, v, rng) for k, v in value.items())
        return b'\xbf' + items + b'\xff'
    if isinstance(value, list):
        return b'\x9f' + b''.join(indefinite(cbor, v, rng) for v in value) + b'\xff'
    if isinstance(value, str) and len(value) > 1 and rng.random() < 0.5:
        return b'\x7f' + cbor.encode(value[:1]) + cbor.encode(value[1:]) + b'\xff'
    if isinstance(value, bytes) and rng.random() < 0.5:
        return b'\x5f' + cbor.encode(value[:1]) + cbor.encode(value[1:]) + b'\xff'
    if value is None and rng.random() < 0.5:
        return b'\xf7'
    if isinstance(value, float) and value in (0.5, 1.5, -2.0):
        return b'\xf9' + __import__('struct').pack('>e', value)
    return cbor.encode(value)


def odd_headers(headers, rng):
    out = []
    for name, value in headers:
        how = rng.randrange(20)
        if how == 0:
            name = name.upper()
        elif how == 1:
            value = f'  {value} '
        elif how == 2 and value:
            out.append([name, value])
        elif how == 3:
            value = ''
        elif how == 4:
            value = rng.choice(['+7', '07', '1.0', 'TRUE', 'null', 'é', '"q,q"', 'a,,b', ',', '2015-01-02T03:04:05Z', '1420167845', '1420167845.25', value])
        elif how == 5:
            continue
        out.append([name, value])
    if rng.random() < 0.1:
        out.append(rng.choice([['Content-Type', 'text/plain; charset=iso-8859-1'], ['Date', 'nonsense'], ['x-amzn-query-error', rng.choice(['C;Sender', 'C', ';', 'C;', 'a;b;c'])],
                               ['x-amzn-RequestId', ''], ['x-amz-request-id', 'r']]))
    return out


def odd_response(kit, response, protocol, rng):
    data = base64.b64decode(response['bodyBase64'])
    if protocol == 'smithy-rpc-v2-cbor':
        data = odd_cbor(kit.cbor, data, rng)
    else:
        try:
            text = data.decode()
        except UnicodeDecodeError:
            text = None
        if text is not None and text[:1] in '{["':
            data = odd_json(text, rng).encode('utf-8', 'surrogatepass')
        elif text is not None and text[:1] == '<':
            data = odd_xml(text, rng).encode()
    return {'status': response['status'], 'headers': odd_headers(response['headers'], rng), 'bodyBase64': b64(data)}


# ----------------------------------------------------------------- failures
def odd_code(rng):
    code = rng.choice(['Coded', 'Struct1', 'ThrottlingException', 'Unknown', 'a.b.C', 'Bad Code', ''])
    return rng.choice(['{}', 'ns#{}', 'a.b#{}', '{}:http://x/', 'ns#{}:http://x/y#z', '#{}', ':{}', ' {} ']).format(code)


def odd_failure(kit, protocol, shape, service, generator, rng):
    """A refusal in one of the many forms that there are."""
    status = rng.choice([301, 304, 307, 400, 400, 403, 404, 409, 413, 429, 500, 502, 503, 503, 504, 599, 600])
    headers = []
    if rng.random() < 0.3:
        headers.append([rng.choice(['x-amzn-ErrorType', 'X-AMZN-ERRORTYPE', 'x-amzn-errortype']), odd_code(rng)])
    if rng.random() < 0.25:
        headers.append(['x-amzn-query-error', rng.choice(['Old;Sender', 'Old', ';Sender', 'Old;', 'Old;Sender;x', ''])])
    if rng.random() < 0.4:
        headers.append([rng.choice(['x-amzn-RequestId', 'x-amz-request-id', 'x-amz-id-2']), 'r-1'])
    if rng.random() < 0.12:
        body = rng.choice([b'', b' \n', b'<html><body>Bad Gateway</body></html>', b'<html>', b'<html lang="en"></html>', *(page.encode() for page in PAGES), b'Service Unavailable', b'{', b'null', b'[]', b'"x"'])
        return {'status': status, 'headers': headers, 'bodyBase64': b64(body)}
    message = rng.choice(['m', '', 'é <&> "x"', 'x' * 3000, None])
    value = generator.value(shape, depth=2, output=True) if shape is not None else {}
    style = kit.render.Style(rng)
    plain = {k: v for k, v in value.items() if (shape.get('members', {}).get(k) or {}).get('location') is None} if shape is not None else {}
    if shape is not None and protocol.startswith('rest'):
        kit.render.rest_headers(service, shape, value, headers, style, rng)
    if protocol in ('json', 'rest-json', 'smithy-rpc-v2-cbor'):
        body = {}
        for name, likely in (('__type', 0.6), ('code', 0.2), ('Code', 0.1)):
            if rng.random() < likely:
                body[name] = odd_code(rng) if rng.random() < 0.9 else rng.choice([None, ''])
        for name in ('message', 'Message', 'errorMessage'):
            if rng.random() < 0.4:
                body[name] = message
        if protocol == 'smithy-rpc-v2-cbor':
            if shape is not None:
                body.update(kit.render.to_cbor(service, plain, shape, style, rng))
            data = kit.cbor.encode(body)
            data = odd_cbor(kit.cbor, data, rng) if rng.random() < 0.3 else data
            return {'status': status, 'headers': headers + [['smithy-protocol', 'rpc-v2-cbor']], 'bodyBase64': b64(data)}
        if shape is not None:
            body.update(kit.render.to_json(service, plain, shape, style, rng, True))
        text = json.dumps(body, ensure_ascii=rng.random() < 0.5)
        return {'status': status, 'headers': headers, 'bodyBase64': b64((odd_json(text, rng) if rng.random() < 0.3 else text).encode('utf-8', 'surrogatepass'))}
    inner = ''
    if rng.random() < 0.85:
        inner += f'<Code>{odd_code(rng)}</Code>'
    if rng.random() < 0.85:
        inner += rng.choice(['<Message>m &lt;é&gt;</Message>', '<Message/>', '<Message></Message>', '<message>lower</message>'])
    if rng.random() < 0.4:
        inner += '<Type>Sender</Type>'
    if shape is not None:
        inner += kit.render.content(service, plain, shape, kit.render.Style_flat(style), rng)
    identity = rng.choice(['<RequestId>r-2</RequestId>', '<RequestID>r-3</RequestID>', '<requestId>r-4</requestId>', '<RequestId/>', '', '<ResponseMetadata><RequestId>r-5</RequestId></ResponseMetadata>'])
    root = rng.choice([
        f'<Response><Errors><Error>{inner}</Error></Errors>{identity}</Response>', f'<ErrorResponse><Error>{inner}</Error>{identity}</ErrorResponse>',
        f'<ErrorResponse xmlns="http://e/"><Error>{inner}</Error>{identity}</ErrorResponse>', f'<Error>{inner}{identity}<HostId>h</HostId></Error>',
        f'<Error xmlns="http://e/">{inner}</Error>', f'<Response><Errors><Error>{inner}</Error><Error><Code>Second</Code></Error></Errors>{identity}</Response>',
        f'<Anything>{inner}{identity}</Anything>', '<ErrorResponse/>', '<Errors/>',
    ])
    return {'status': status, 'headers': headers, 'bodyBase64': b64((odd_xml(root, rng) if rng.random() < 0.3 else root).encode())}


def call_responses(kit, service, op, protocol, shape, generator, rng):
    """Failures, and then perhaps success."""
    out = []
    for _ in range(rng.randint(0, 5)):
        draw = rng.random()
        if draw < 0.2:
            out.append({'fault': rng.choice(['connect-timeout', 'read-timeout', 'connection-refused', 'connection-reset', 'dns'])})
            continue
        one = odd_failure(kit, protocol, shape if draw < 0.4 else None, service, generator, rng)
        if rng.random() < 0.35:
            one['headers'].append([rng.choice(['Retry-After', 'x-amz-retry-after', 'x-amz-retry-after']), rng.choice(['1', '0', '-1', '1500', '1.5', '120', 'soon', '', 'Fri, 02 Jan 2026 03:04:15 GMT', '99999999999'])])
        out.append(one)
    if rng.random() < 0.6:
        output = service.output(op)
        value = generator.value(output, output=True) if output is not None else {}
        out.append(kit.render.response(service, op, protocol, value, kit.render.Style(rng), rng, None, None))
    return out


# -------------------------------------------------------------------- lines
class Kit:
    """The parts of the conformance kit that are used."""

    def __init__(self, folder):
        sys.path.insert(0, folder)
        sys.dont_write_bytecode = True
        from kit import cbor, compare, generate, models, render, suites, testee
        self.cbor, self.compare, self.generate, self.models = cbor, compare, generate, models
        self.render, self.suites, self.testee = render, suites, testee
        self.usual = generate.Generator
        self.hostile = hostile(generate)
        self.folder = models.default_folder()
        self.names = models.services(self.folder)
        self.services = {}

    def service(self, name):
        if name not in self.services:
            self.services[name] = self.models.Service(self.folder, name)
        return self.services[name]


def configuration(rng):
    config = {'region_name': 'us-east-1', 'endpoint_url': rng.choice(['https://made.example.com', 'http://localhost:8080/base/', 'https://h.example.com/p'])}
    if rng.random() < 0.15:
        config['parameter_validation'] = False
    return config


def made_up(kit, kind, protocol, rng):
    model = ModelMaker(rng, protocol).model()
    service = kit.models.Service(None, 'made', data=model)
    generator = kit.hostile(service, rng)
    fixed = {'model': model, 'operation': 'Do'}
    shape = service.shape(model['operations']['Do']['errors'][0]) if rng.random() < 0.7 else None
    if kind == 'request':
        return {'do': 'request', **fixed, 'params': generator.params('Do'), 'config': configuration(rng)}
    if kind == 'failure':
        return {'do': 'parse', **fixed, 'response': odd_failure(kit, protocol, shape, service, generator, rng)}
    if kind == 'call':
        config = configuration(rng)
        config['retries'] = {'mode': rng.choice(['legacy', 'standard', 'standard', 'adaptive']), 'total_max_attempts': rng.randint(1, 6)}
        return {'do': 'call', **fixed, 'params': generator.params('Do'), 'config': config, 'random': rng.choice([0, 0.25, 0.5, 1]),
                'responses': call_responses(kit, service, 'Do', protocol, shape, generator, rng)}
    output = service.output('Do')
    value = generator.value(output, output=True) if output is not None else {}
    response = kit.render.response(service, 'Do', protocol, value, kit.render.Style(rng), rng, None, None)
    return {'do': 'parse', **fixed, 'response': odd_response(kit, response, protocol, rng)}


def real(kit, kind, key, seed, rng):
    """A line of the kit's own about a real operation, with odd values, or an odd reply to it."""
    service = kit.service(rng.choice(kit.names))
    op = rng.choice(sorted(service.operations))
    what = kind.split('-')[1]
    if what == 'failure':
        errors = service.operations[op].get('errors', [])
        shape = service.shape(rng.choice(errors)) if errors and rng.random() < 0.7 else None
        generator = kit.hostile(service, rng)
        return service.protocol, {'do': 'parse', 'service': service.name, 'operation': op, 'response': odd_failure(kit, service.protocol, shape, service, generator, rng)}
    kit.generate.Generator = kit.hostile
    try:
        line = kit.generate.make(what, service, op, key, seed)
    finally:
        kit.generate.Generator = kit.usual
    if line is None:
        return service.protocol, None
    if what == 'parse':
        line.line['response'] = odd_response(kit, line.line['response'], line.protocol, rng)
    return line.protocol, line.line


def lines(kit, seed, numbers, only):
    for number in numbers:
        kind = KINDS[number % len(KINDS)]
        rng = random.Random(f'{seed}:{kind}:{number}')
        try:
            if kind.startswith('service'):
                protocol, line = real(kit, kind, f'{kind}/{number}', seed, rng)
            else:
                protocol = rng.choice(PROTOCOLS)
                line = made_up(kit, kind, protocol, rng)
        except (kit.generate.TooDeep, OverflowError, ValueError, TypeError, AttributeError, KeyError):
            continue  # the kit cannot render every odd value
        key = f'compare/{kind}/{protocol}/{number}'
        if line is not None and (not only or only in key):
            yield key, protocol, line


# Accidents of botocore's: the protocols that have them, and how a sentence about a difference tells them, both as
# patterns. A difference of which each sentence tells one is declared (Tests/deliberate-differences.json).
REFUSED = r'^error(\.type)?: expected (nothing|service), got .*'
ACCIDENTS = {
    'text-for-a-list': ('json', REFUSED + r'expected a JSON array, found'),
    'null-payload': ('rest-json', r'^output\.\w+: expected null, got nothing$'),
    'cbor-types': ('cbor', REFUSED + r'(List\d* is expected in place of a CBOR (text|bytes|map)|outside the years)'
                           r'|: expected [-0-9.e+]+, got {"\$timestamp"|: expected {"\$blob": ".*"}, got [A-Za-z0-9+/]*=*$'),
    'cbor-unknown-member': ('cbor', r'SDK_UNKNOWN_MEMBER: expected nothing'),
    'long-number-for-a-float': ('^json|cbor', r': expected {"\$integer": "-?[0-9]+"}, got -?[0-9.]+e\+[0-9]+$'),
    'request-id-of-elements': ('query|ec2|xml', r'^metadata\.requestId: expected {"[^$].*, got (null|nothing)$'),
}


def accidents(protocol, sentences):
    """The names of the accidents that the sentences tell of; nothing where one of them tells of none."""
    if any(re.search(REFUSED, sentence) for sentence in sentences):
        # What follows from a reply that only botocore can read: what the call does then.
        sentences = [s for s in sentences if not re.match(r'requests:|sleeps:|metadata\.', s)]
    names = set()
    for sentence in sentences:
        name = next((name for name, (part, told) in ACCIDENTS.items() if re.search(part, protocol) and re.search(told, sentence)), None)
        if name is None:
            return set()
        names.add(name)
    return names


def refer(kit):
    """Is the kit's reference, but for one thing: values of maps of CBOR are of the model's types.

    botocore leaves them as they came, by which anything there could differ, and so nothing there would be compared.
    """
    from botocore import parsers

    def handle_map(self, shape, node):
        return {key: self._parse_shape(shape.value, value) for key, value in node.items() if value is not None}

    parsers.BaseCBORParser._handle_map = handle_map
    script = f'{kit}/reference-testee.py'
    sys.argv = [script]
    runpy.run_path(script, run_name='__main__')


def settled(want, got):
    """The two replies without what Inia has otherwise on purpose.

    The code and the words of an error are texts, and empty where there are none. The request's id is told wherever a
    service sends one.
    """
    want, got = json.loads(json.dumps(want)), json.loads(json.dumps(got))
    if isinstance(want.get('error'), dict) and isinstance(got.get('error'), dict) and want['error'].get('type') == 'service':
        for name in ('code', 'message'):
            if not isinstance(want['error'].get(name), str):
                same = want['error'].get(name) is None and not got['error'].get(name)
                want['error'][name] = got['error'].get(name) if same or want['error'].get(name) is not None else ''
            elif want['error'][name] == '' and got['error'].get(name) is None:
                got['error'][name] = ''
    for name in ('requestId', 'hostId'):
        if isinstance(want.get('metadata'), dict) and not want['metadata'].get(name) and isinstance(got.get('metadata'), dict):
            got['metadata'].pop(name, None)
            want['metadata'].pop(name, None)
    return want, got


def place(sentence):
    """Where replies differ, without names and numbers, to keep an example of each sort."""
    return re.sub(r'\d+', '#', sentence.split(':')[0])[:70]


def work(o, numbers, results):
    kit = Kit(o.kit)
    differences = kit.suites.Differences(o.differences)
    subject, oracle = kit.testee.Testee(o.testee), kit.testee.Testee(o.oracle)
    counts, causes, examples = collections.Counter(), collections.Counter(), []
    batch = []

    def flush():
        raw = [line for _, _, line in batch]
        for (key, protocol, line), want, got in zip(batch, oracle.exchange(raw), subject.exchange(raw)):
            kind = key.split('/')[1]
            if isinstance(want, kit.testee.Trouble) or 'failure' in want or 'unsupported' in want:
                outcome, sentences = 'oracle', []
                if isinstance(got, kit.testee.Trouble) or 'failure' in got:
                    outcome, sentences = 'differ', [f'failure: {got if isinstance(got, kit.testee.Trouble) else got["failure"]}']
            elif isinstance(got, kit.testee.Trouble):
                outcome, sentences = 'differ', [str(got)]
            else:
                sentences = kit.compare.reply('wire', *settled(want, got), {**line, '$protocol': protocol})
                outcome = 'differ' if sentences else 'agree'
            met = accidents(protocol, sentences)
            if met and all(differences.reason(f'compare/{name}') for name in met):
                outcome = 'deliberate'
                causes.update(met)
            counts[kind, outcome] += 1
            if outcome == 'differ':
                examples.append((key, sentences, line, want if isinstance(want, dict) else str(want), got if isinstance(got, dict) else str(got)))
        batch.clear()

    for item in lines(kit, o.seed, numbers, o.only):
        batch.append(item)
        if len(batch) >= 100:
            flush()
    flush()
    subject.stop()
    oracle.stop()
    results.put((counts, causes, examples))


def main():
    if sys.argv[2:] == ['--refer']:
        return refer(sys.argv[1])
    p = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    p.add_argument('kit')
    p.add_argument('testee')
    p.add_argument('--lines', type=int, default=9000)
    p.add_argument('--seed', default='1')
    p.add_argument('--jobs', type=int, default=2)
    p.add_argument('--only', default='')
    p.add_argument('--show', type=int, default=10)
    p.add_argument('--json')
    p.add_argument('--oracle')
    p.add_argument('--differences', default=str(ROOT / 'deliberate-differences.json'))
    o = p.parse_args()
    o.oracle = o.oracle or f'{sys.executable} {pathlib.Path(__file__).resolve()} {o.kit} --refer'
    results = multiprocessing.Queue()
    workers = [multiprocessing.Process(target=work, args=(o, range(n, o.lines, o.jobs), results)) for n in range(o.jobs)]
    for w in workers:
        w.start()
    counts, causes, examples = collections.Counter(), collections.Counter(), []
    for _ in workers:
        more, reasons, some = results.get()
        counts.update(more)
        causes.update(reasons)
        examples += some
    for w in workers:
        w.join()
    for kind in KINDS:
        row = {outcome: n for (k, outcome), n in counts.items() if k == kind}
        print(f'{kind:18}' + '  '.join(f'{outcome} {row.get(outcome, 0):6}' for outcome in ('agree', 'differ', 'deliberate', 'oracle')))
    for name, n in sorted(causes.items()):
        print(f'deliberate {n:4}  {name}')
    print(f'{sum(counts.values())} lines beside botocore, seed {o.seed}, {len(examples)} differ')
    shown = collections.Counter()
    for key, sentences, line, want, got in sorted(examples, key=lambda e: len(json.dumps(e[2]))):
        sort = key.rsplit('/', 1)[0], place(sentences[0])
        shown[sort] += 1
        if shown[sort] > 1 or len(shown) > o.show:
            continue
        print(f'\nDIFFERS {key}')
        for sentence in sentences[:4]:
            print('    ' + sentence)
        print('    line: ' + json.dumps(line, ensure_ascii=False)[:1500])
    if o.json:
        pathlib.Path(o.json).write_text(json.dumps([dict(zip(('key', 'differences', 'line', 'oracle', 'testee'), e)) for e in examples], indent=1, ensure_ascii=True))
    sys.exit(1 if examples else 0)


if __name__ == '__main__':
    main()
