#!/usr/bin/env python3
"""Runs the same commands with the aws command line and with inia against one moto server and compares what they say.

    scripts/with-servers moto -- .cache/reference/bin/python Tests/compare-cli.py PATH-OF-INIA

Standard output is compared as JSON (or as text where the command asks for text), and the exit status. Exits 1 if any
command differs and prints both answers.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import boto3

AWS = pathlib.Path(sys.executable).parent / 'aws'
ENDPOINT = os.environ['INIA_MOTO']
ITEM = '{"id":{"S":"a"},"n":{"N":"12.50"},"b":{"B":"aGVsbG8="},"l":{"L":[{"BOOL":true},{"NULL":true}]},"s":{"SS":["x","y"]}}'

COMMANDS = '''
sts get-caller-identity
sts get-caller-identity --query Account --output text
s3api list-buckets --query Buckets[].Name
s3api head-bucket --bucket plain
s3api get-bucket-location --bucket plain
s3api list-objects-v2 --bucket plain
s3api list-objects-v2 --bucket plain --prefix dir/ --delimiter /
s3api list-objects-v2 --bucket plain --max-items 3
s3api list-objects-v2 --bucket plain --page-size 2 --query Contents[].Key
s3api list-objects-v2 --bucket plain --no-paginate --max-keys 2 --query Contents[].Key
s3api list-objects-v2 --bucket plain --query Contents[].[Key,Size] --output text
s3api head-object --bucket plain --key key-1
s3api get-object --bucket plain --key key-1 OUTFILE
s3api get-object --bucket plain --key key-1 --range bytes=0-2 OUTFILE
s3api get-object --bucket plain --key nothing OUTFILE
s3api put-object --bucket plain --key put --body FILE --metadata a=1,b=2
s3api put-object-tagging --bucket plain --key key-1 --tagging TagSet=[{Key=a,Value=b},{Key=c,Value=d}]
s3api get-object-tagging --bucket plain --key key-1
s3api delete-objects --bucket plain --delete Objects=[{Key=gone}],Quiet=false
s3api list-objects --bucket there-is-none
dynamodb list-tables
dynamodb describe-table --table-name table
dynamodb put-item --table-name table --item ITEM
dynamodb get-item --table-name table --key {"id":{"S":"a"}}
dynamodb get-item --table-name table --key {"id":{"S":"none"}}
dynamodb scan --table-name table --select COUNT
dynamodb query --table-name table --key-condition-expression id=:v --expression-attribute-values {":v":{"S":"a"}}
dynamodb get-item --table-name no-table --key {"id":{"S":"a"}}
sqs list-queues
sqs get-queue-url --queue-name queue
sqs get-queue-attributes --queue-url QUEUE --attribute-names All
sqs get-queue-url --queue-name no-queue
sns list-topics
sns get-topic-attributes --topic-arn TOPIC
ec2 describe-regions --region-names us-east-1 eu-west-1
ec2 describe-vpcs
ec2 describe-vpcs --filters Name=is-default,Values=true
ec2 describe-vpcs --query Vpcs[].[VpcId,CidrBlock] --output text
ec2 describe-subnets --filters Name=vpc-id,Values=none
ec2 describe-security-groups --group-names default
ec2 describe-instances --instance-ids i-0000000000
iam list-users
iam list-users --max-items 1
iam get-user --user-name user-1
iam get-user --user-name nobody
kms list-aliases
kms describe-key --key-id KEY
logs describe-log-groups
logs describe-log-groups --log-group-name-prefix /b
lambda list-functions
lambda list-layers
route53 list-hosted-zones
ssm get-parameter --name /p/1
ssm get-parameters-by-path --path /p --recursive
ssm get-parameter --name /p/none
secretsmanager list-secrets
cloudformation list-stacks
events list-rules
kinesis list-streams
kinesis describe-stream --stream-name stream
s3api
s3api no-such-operation
nothing list-buckets
s3api list-buckets --no-such-option x
s3api head-bucket
s3api list-buckets --profile missing
'''


def fill(client):
    s3 = client('s3')
    s3.create_bucket(Bucket='plain')
    for name in ['dir/a', 'dir/b', 'key-1', 'key-2', 'k e+y', 'kéy']:
        s3.put_object(Bucket='plain', Key=name, Body=b'hello ' + name.encode(), Metadata={'m': 'v'})
    client('dynamodb').create_table(
        TableName='table', BillingMode='PAY_PER_REQUEST', KeySchema=[{'AttributeName': 'id', 'KeyType': 'HASH'}],
        AttributeDefinitions=[{'AttributeName': 'id', 'AttributeType': 'S'}])
    queue = client('sqs').create_queue(QueueName='queue')['QueueUrl']
    topic = client('sns').create_topic(Name='topic')['TopicArn']
    for n in range(3):
        client('iam').create_user(UserName=f'user-{n}')
        client('ssm').put_parameter(Name=f'/p/{n}', Value='v', Type='String')
    key = client('kms').create_key(Description='k')['KeyMetadata']['KeyId']
    for name in ['/a', '/b/c', '/b/d']:
        client('logs').create_log_group(logGroupName=name)
    client('route53').create_hosted_zone(Name='example.com.', CallerReference='1')
    client('secretsmanager').create_secret(Name='secret', SecretString='v')
    client('events').put_rule(Name='rule', ScheduleExpression='rate(1 day)')
    client('kinesis').create_stream(StreamName='stream', ShardCount=1)
    return {'QUEUE': queue, 'TOPIC': topic, 'KEY': key, 'ITEM': ITEM}


def run(program, words, folder):
    environment = {
        'PATH': os.environ['PATH'], 'HOME': folder, 'AWS_ACCESS_KEY_ID': 'AKIDEXAMPLE',
        'AWS_SECRET_ACCESS_KEY': 'secret', 'AWS_DEFAULT_REGION': 'us-east-1',
        'AWS_EC2_METADATA_DISABLED': 'true', 'AWS_PAGER': ''}
    out = os.path.join(folder, 'out')
    if os.path.exists(out):
        os.unlink(out)
    done = subprocess.run(
        [str(program), *words, '--endpoint-url', ENDPOINT], env=environment, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
    saved = open(out, 'rb').read() if os.path.exists(out) else None
    return done.returncode, done.stdout.decode(), done.stderr.decode(), saved


def comparable(text):
    try:
        return json.loads(text)
    except ValueError:
        return text


def expected_status(theirs):
    """The exit status of version 2 of the aws command line, which inia has, for what version 1 says."""
    if theirs[0] == 0:
        return 0
    if 'An error occurred (' in theirs[2]:
        return 254
    if 'config profile' in theirs[2]:
        return 253
    return 252


def differences(ours, theirs):
    found = []
    if ours[0] != expected_status(theirs):
        found.append(f'exit status {ours[0]}, not {expected_status(theirs)}')
    if comparable(ours[1]) != comparable(theirs[1]):
        found.append(f'inia printed:\n{ours[1]}\naws printed:\n{theirs[1]}')
    if ours[3] != theirs[3]:
        found.append(f'the saved file differs: {ours[3]!r}, not {theirs[3]!r}')
    # What a service refuses is reported in the same words; the words about usage are each program's own.
    if expected_status(theirs) == 254 and ours[2].strip() != theirs[2].strip():
        found.append(f'inia said {ours[2]!r}, aws said {theirs[2]!r}')
    return found


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    names = fill(lambda service: boto3.client(
        service, region_name='us-east-1', endpoint_url=ENDPOINT, aws_access_key_id='a', aws_secret_access_key='s'))
    passed, failed, services = 0, 0, set()
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, 'file')
        with open(source, 'w') as file:
            file.write('content')
        names |= {'OUTFILE': os.path.join(folder, 'out'), 'FILE': source}
        for line in COMMANDS.strip().splitlines():
            words = [names.get(word, word) for word in line.split()]
            ours = run(pathlib.Path(sys.argv[1]).resolve(), words, folder)
            theirs = run(AWS, words, folder)
            found = differences(ours, theirs)
            if found:
                failed += 1
                print(f'DIFFERS: {line}\n' + '\n'.join(found) + f'\ninia stderr: {ours[2]}\naws stderr: {theirs[2]}\n')
            else:
                passed += 1
                services.add(words[0])
    print(f'aws and inia side by side: {passed} commands over {len(services)} services equal, {failed} differ')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
