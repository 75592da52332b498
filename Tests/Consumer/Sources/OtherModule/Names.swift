import Clients

// The clients of another module, where the source that all modes share has those of its own.
typealias S3 = Clients.S3
typealias DynamoDB = Clients.DynamoDB
typealias SQS = Clients.SQS
typealias BedrockRuntime = Clients.BedrockRuntime
