"""What the one-shot program of Tests/Consumer does, by boto3: fetches a file from S3 and notes its size in DynamoDB.

    start.py BUCKET KEY TABLE
"""
import sys

import boto3

bucket, key, table = sys.argv[1:]
size = len(boto3.client('s3').get_object(Bucket=bucket, Key=key)['Body'].read())
boto3.client('dynamodb').put_item(TableName=table, Item={'name': {'S': key}, 'size': {'N': str(size)}})
print(f'{key}: {size} bytes')
