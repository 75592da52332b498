// swift-format-ignore-file
// Made of the folder models by `swift run inia-generate own-models`; a test compares.

extension OwnModels {
    static let services: [EmbeddedService] = [
        EmbeddedService(
    "signin", apiVersion: "2023-01-01",
    service: #"""
{"code":"AccessDeniedException","shape":"AccessDeniedException"}
{"code":"InternalServerException","shape":"InternalServerException"}
{"code":"TooManyRequestsError","shape":"TooManyRequestsError"}
{"code":"ValidationException","shape":"ValidationException"}
{"metadata":"signin","apiVersion":"2023-01-01","auth":["aws.auth#sigv4"],"endpointPrefix":"signin","protocol":"rest-json","protocols":["rest-json"],"serviceFullName":"AWS Sign-In Service","serviceId":"Signin","signatureVersion":"v4","signingName":"signin","uid":"signin-2023-01-01"}
{"operation":"CreateOAuth2Token","http":{"method":"POST","requestUri":"/v1/token","responseCode":200},"input":"CreateOAuth2TokenRequest","output":"CreateOAuth2TokenResponse","errors":["TooManyRequestsError","InternalServerException","ValidationException","AccessDeniedException"],"auth":["smithy.api#noAuth"],"authtype":"none"}
{"shape":"AccessDeniedException","type":"structure","required":["error","message"],"members":{"error":"OAuth2ErrorCode","message":"String"},"exception":true}
{"shape":"AccessToken","type":"structure","required":["accessKeyId","secretAccessKey","sessionToken"],"members":{"accessKeyId":{"shape":"String","locationName":"accessKeyId"},"secretAccessKey":{"shape":"String","locationName":"secretAccessKey"},"sessionToken":{"shape":"String","locationName":"sessionToken"}},"sensitive":true}
{"shape":"AuthorizationCode","type":"string","max":512,"min":1}
{"shape":"ClientId","type":"string","pattern":"arn:aws:signin:::devtools/(cross-device|same-device)"}
{"shape":"CodeVerifier","type":"string","max":128,"min":43,"pattern":"[A-Za-z0-9\\-._~]+"}
{"shape":"CreateOAuth2TokenRequest","type":"structure","required":["tokenInput"],"members":{"tokenInput":"CreateOAuth2TokenRequestBody"},"payload":"tokenInput"}
{"shape":"CreateOAuth2TokenRequestBody","type":"structure","required":["clientId","grantType"],"members":{"clientId":{"shape":"ClientId","locationName":"clientId"},"grantType":{"shape":"GrantType","locationName":"grantType"},"code":"AuthorizationCode","redirectUri":{"shape":"RedirectUri","locationName":"redirectUri"},"codeVerifier":{"shape":"CodeVerifier","locationName":"codeVerifier"},"refreshToken":{"shape":"RefreshToken","locationName":"refreshToken"}}}
{"shape":"CreateOAuth2TokenResponse","type":"structure","required":["tokenOutput"],"members":{"tokenOutput":"CreateOAuth2TokenResponseBody"},"payload":"tokenOutput"}
{"shape":"CreateOAuth2TokenResponseBody","type":"structure","required":["accessToken","tokenType","expiresIn","refreshToken"],"members":{"accessToken":{"shape":"AccessToken","locationName":"accessToken"},"tokenType":{"shape":"TokenType","locationName":"tokenType"},"expiresIn":{"shape":"ExpiresIn","locationName":"expiresIn"},"refreshToken":{"shape":"RefreshToken","locationName":"refreshToken"},"idToken":{"shape":"IdToken","locationName":"idToken"}}}
{"shape":"ExpiresIn","type":"integer","box":true,"max":900,"min":1}
{"shape":"GrantType","type":"string","pattern":"(authorization_code|refresh_token)"}
{"shape":"IdToken","type":"string","max":4096,"min":1}
{"shape":"InternalServerException","type":"structure","required":["error","message"],"members":{"error":"OAuth2ErrorCode","message":"String"},"error":{"httpStatusCode":500},"exception":true,"fault":true}
{"shape":"OAuth2ErrorCode","type":"string","enum":["TOKEN_EXPIRED","USER_CREDENTIALS_CHANGED","INSUFFICIENT_PERMISSIONS","AUTHCODE_EXPIRED","server_error","INVALID_REQUEST"]}
{"shape":"RedirectUri","type":"string","max":2048,"min":1}
{"shape":"RefreshToken","type":"string","max":2048,"min":1,"sensitive":true}
{"shape":"String","type":"string"}
{"shape":"TokenType","type":"string","pattern":"aws_sigv4"}
{"shape":"TooManyRequestsError","type":"structure","required":["error","message"],"members":{"error":"OAuth2ErrorCode","message":"String"},"error":{"httpStatusCode":429,"senderFault":true},"exception":true}
{"shape":"ValidationException","type":"structure","required":["error","message"],"members":{"error":"OAuth2ErrorCode","message":"String"},"error":{"httpStatusCode":400,"senderFault":true},"exception":true}
"""#,
    rules: #"""
{"rule":"00000","conditions":[],"rules":[1,6],"type":"tree"}
{"rule":"00001","conditions":[{"fn":"isSet","argv":[{"ref":"Endpoint"}]}],"rules":[2,3],"type":"tree"}
{"rule":"00002","conditions":[{"fn":"booleanEquals","argv":[{"ref":"UseFIPS"},true]}],"error":"Invalid Configuration: FIPS and custom endpoint are not supported","type":"error"}
{"rule":"00003","conditions":[],"rules":[4,5],"type":"tree"}
{"rule":"00004","conditions":[{"fn":"booleanEquals","argv":[{"ref":"UseDualStack"},true]}],"error":"Invalid Configuration: Dualstack and custom endpoint are not supported","type":"error"}
{"rule":"00005","conditions":[],"endpoint":{"url":{"ref":"Endpoint"},"properties":{},"headers":{}},"type":"endpoint"}
{"rule":"00006","conditions":[],"rules":[7,25],"type":"tree"}
{"rule":"00007","conditions":[{"fn":"isSet","argv":[{"ref":"Region"}]}],"rules":[8],"type":"tree"}
{"rule":"00008","conditions":[{"fn":"aws.partition","argv":[{"ref":"Region"}],"assign":"PartitionResult"}],"rules":[9,10,11,12,16,20,24],"type":"tree"}
{"rule":"00009","conditions":[{"fn":"stringEquals","argv":[{"fn":"getAttr","argv":[{"ref":"PartitionResult"},"name"]},"aws"]},{"fn":"booleanEquals","argv":[{"ref":"UseFIPS"},false]},{"fn":"booleanEquals","argv":[{"ref":"UseDualStack"},false]}],"endpoint":{"url":"https://{Region}.signin.aws.amazon.com","properties":{},"headers":{}},"type":"endpoint"}
{"rule":"00010","conditions":[{"fn":"stringEquals","argv":[{"fn":"getAttr","argv":[{"ref":"PartitionResult"},"name"]},"aws-cn"]},{"fn":"booleanEquals","argv":[{"ref":"UseFIPS"},false]},{"fn":"booleanEquals","argv":[{"ref":"UseDualStack"},false]}],"endpoint":{"url":"https://{Region}.signin.amazonaws.cn","properties":{},"headers":{}},"type":"endpoint"}
{"rule":"00011","conditions":[{"fn":"stringEquals","argv":[{"fn":"getAttr","argv":[{"ref":"PartitionResult"},"name"]},"aws-us-gov"]},{"fn":"booleanEquals","argv":[{"ref":"UseFIPS"},false]},{"fn":"booleanEquals","argv":[{"ref":"UseDualStack"},false]}],"endpoint":{"url":"https://{Region}.signin.amazonaws-us-gov.com","properties":{},"headers":{}},"type":"endpoint"}
{"rule":"00012","conditions":[{"fn":"booleanEquals","argv":[{"ref":"UseFIPS"},true]},{"fn":"booleanEquals","argv":[{"ref":"UseDualStack"},true]}],"rules":[13,15],"type":"tree"}
{"rule":"00013","conditions":[{"fn":"booleanEquals","argv":[true,{"fn":"getAttr","argv":[{"ref":"PartitionResult"},"supportsFIPS"]}]},{"fn":"booleanEquals","argv":[true,{"fn":"getAttr","argv":[{"ref":"PartitionResult"},"supportsDualStack"]}]}],"rules":[14],"type":"tree"}
{"rule":"00014","conditions":[],"endpoint":{"url":"https://signin-fips.{Region}.{PartitionResult#dualStackDnsSuffix}","properties":{},"headers":{}},"type":"endpoint"}
{"rule":"00015","conditions":[],"error":"FIPS and DualStack are enabled, but this partition does not support one or both","type":"error"}
{"rule":"00016","conditions":[{"fn":"booleanEquals","argv":[{"ref":"UseFIPS"},true]},{"fn":"booleanEquals","argv":[{"ref":"UseDualStack"},false]}],"rules":[17,19],"type":"tree"}
{"rule":"00017","conditions":[{"fn":"booleanEquals","argv":[{"fn":"getAttr","argv":[{"ref":"PartitionResult"},"supportsFIPS"]},true]}],"rules":[18],"type":"tree"}
{"rule":"00018","conditions":[],"endpoint":{"url":"https://signin-fips.{Region}.{PartitionResult#dnsSuffix}","properties":{},"headers":{}},"type":"endpoint"}
{"rule":"00019","conditions":[],"error":"FIPS is enabled but this partition does not support FIPS","type":"error"}
{"rule":"00020","conditions":[{"fn":"booleanEquals","argv":[{"ref":"UseFIPS"},false]},{"fn":"booleanEquals","argv":[{"ref":"UseDualStack"},true]}],"rules":[21,23],"type":"tree"}
{"rule":"00021","conditions":[{"fn":"booleanEquals","argv":[true,{"fn":"getAttr","argv":[{"ref":"PartitionResult"},"supportsDualStack"]}]}],"rules":[22],"type":"tree"}
{"rule":"00022","conditions":[],"endpoint":{"url":"https://signin.{Region}.{PartitionResult#dualStackDnsSuffix}","properties":{},"headers":{}},"type":"endpoint"}
{"rule":"00023","conditions":[],"error":"DualStack is enabled but this partition does not support DualStack","type":"error"}
{"rule":"00024","conditions":[],"endpoint":{"url":"https://signin.{Region}.{PartitionResult#dnsSuffix}","properties":{},"headers":{}},"type":"endpoint"}
{"rule":"00025","conditions":[],"error":"Invalid Configuration: Missing Region","type":"error"}
{"ruleset":"1.0","parameters":{"UseDualStack":{"builtIn":"AWS::UseDualStack","required":true,"default":false,"type":"boolean"},"UseFIPS":{"builtIn":"AWS::UseFIPS","required":true,"default":false,"type":"boolean"},"Endpoint":{"builtIn":"SDK::Endpoint","required":false,"type":"string"},"Region":{"builtIn":"AWS::Region","required":false,"type":"string"}}}
"""#),
        EmbeddedService(
    "sso", apiVersion: "2019-06-10",
    service: #"""
{"code":"InvalidRequestException","shape":"InvalidRequestException"}
{"code":"ResourceNotFoundException","shape":"ResourceNotFoundException"}
{"code":"TooManyRequestsException","shape":"TooManyRequestsException"}
{"code":"UnauthorizedException","shape":"UnauthorizedException"}
{"metadata":"sso","apiVersion":"2019-06-10","endpointPrefix":"portal.sso","jsonVersion":"1.1","protocol":"rest-json","protocols":["rest-json"],"serviceAbbreviation":"SSO","serviceFullName":"AWS Single Sign-On","serviceId":"SSO","signatureVersion":"v4","signingName":"awsssoportal","uid":"sso-2019-06-10","auth":["aws.auth#sigv4"]}
{"operation":"GetRoleCredentials","http":{"method":"GET","requestUri":"/federation/credentials"},"input":"GetRoleCredentialsRequest","output":"GetRoleCredentialsResponse","errors":["InvalidRequestException","UnauthorizedException","TooManyRequestsException","ResourceNotFoundException"],"authtype":"none","auth":["smithy.api#noAuth"]}
{"shape":"AccessKeyType","type":"string"}
{"shape":"AccessTokenType","type":"string","sensitive":true}
{"shape":"AccountIdType","type":"string"}
{"shape":"ErrorDescription","type":"string"}
{"shape":"ExpirationTimestampType","type":"long"}
{"shape":"GetRoleCredentialsRequest","type":"structure","required":["roleName","accountId","accessToken"],"members":{"roleName":{"shape":"RoleNameType","location":"querystring","locationName":"role_name"},"accountId":{"shape":"AccountIdType","location":"querystring","locationName":"account_id"},"accessToken":{"shape":"AccessTokenType","location":"header","locationName":"x-amz-sso_bearer_token"}}}
{"shape":"GetRoleCredentialsResponse","type":"structure","members":{"roleCredentials":"RoleCredentials"}}
{"shape":"InvalidRequestException","type":"structure","members":{"message":"ErrorDescription"},"error":{"httpStatusCode":400},"exception":true}
{"shape":"ResourceNotFoundException","type":"structure","members":{"message":"ErrorDescription"},"error":{"httpStatusCode":404},"exception":true}
{"shape":"RoleCredentials","type":"structure","members":{"accessKeyId":"AccessKeyType","secretAccessKey":"SecretAccessKeyType","sessionToken":"SessionTokenType","expiration":"ExpirationTimestampType"}}
{"shape":"RoleNameType","type":"string"}
{"shape":"SecretAccessKeyType","type":"string","sensitive":true}
{"shape":"SessionTokenType","type":"string","sensitive":true}
{"shape":"TooManyRequestsException","type":"structure","members":{"message":"ErrorDescription"},"error":{"httpStatusCode":429},"exception":true}
{"shape":"UnauthorizedException","type":"structure","members":{"message":"ErrorDescription"},"error":{"httpStatusCode":401},"exception":true}
"""#,
    rules: #"""
{"rule":"00000","conditions":[],"rules":[1,5,21],"type":"tree"}
{"rule":"00001","conditions":[{"fn":"isSet","argv":[{"ref":"Endpoint"}]}],"rules":[2,3,4],"type":"tree"}
{"rule":"00002","conditions":[{"fn":"booleanEquals","argv":[{"ref":"UseFIPS"},true]}],"error":"Invalid Configuration: FIPS and custom endpoint are not supported","type":"error"}
{"rule":"00003","conditions":[{"fn":"booleanEquals","argv":[{"ref":"UseDualStack"},true]}],"error":"Invalid Configuration: Dualstack and custom endpoint are not supported","type":"error"}
{"rule":"00004","conditions":[],"endpoint":{"url":{"ref":"Endpoint"},"properties":{},"headers":{}},"type":"endpoint"}
{"rule":"00005","conditions":[{"fn":"isSet","argv":[{"ref":"Region"}]}],"rules":[6],"type":"tree"}
{"rule":"00006","conditions":[{"fn":"aws.partition","argv":[{"ref":"Region"}],"assign":"PartitionResult"}],"rules":[7,11,16,20],"type":"tree"}
{"rule":"00007","conditions":[{"fn":"booleanEquals","argv":[{"ref":"UseFIPS"},true]},{"fn":"booleanEquals","argv":[{"ref":"UseDualStack"},true]}],"rules":[8,10],"type":"tree"}
{"rule":"00008","conditions":[{"fn":"booleanEquals","argv":[true,{"fn":"getAttr","argv":[{"ref":"PartitionResult"},"supportsFIPS"]}]},{"fn":"booleanEquals","argv":[true,{"fn":"getAttr","argv":[{"ref":"PartitionResult"},"supportsDualStack"]}]}],"rules":[9],"type":"tree"}
{"rule":"00009","conditions":[],"endpoint":{"url":"https://portal.sso-fips.{Region}.{PartitionResult#dualStackDnsSuffix}","properties":{},"headers":{}},"type":"endpoint"}
{"rule":"00010","conditions":[],"error":"FIPS and DualStack are enabled, but this partition does not support one or both","type":"error"}
{"rule":"00011","conditions":[{"fn":"booleanEquals","argv":[{"ref":"UseFIPS"},true]}],"rules":[12,15],"type":"tree"}
{"rule":"00012","conditions":[{"fn":"booleanEquals","argv":[{"fn":"getAttr","argv":[{"ref":"PartitionResult"},"supportsFIPS"]},true]}],"rules":[13,14],"type":"tree"}
{"rule":"00013","conditions":[{"fn":"stringEquals","argv":[{"fn":"getAttr","argv":[{"ref":"PartitionResult"},"name"]},"aws-us-gov"]}],"endpoint":{"url":"https://portal.sso.{Region}.amazonaws.com","properties":{},"headers":{}},"type":"endpoint"}
{"rule":"00014","conditions":[],"endpoint":{"url":"https://portal.sso-fips.{Region}.{PartitionResult#dnsSuffix}","properties":{},"headers":{}},"type":"endpoint"}
{"rule":"00015","conditions":[],"error":"FIPS is enabled but this partition does not support FIPS","type":"error"}
{"rule":"00016","conditions":[{"fn":"booleanEquals","argv":[{"ref":"UseDualStack"},true]}],"rules":[17,19],"type":"tree"}
{"rule":"00017","conditions":[{"fn":"booleanEquals","argv":[true,{"fn":"getAttr","argv":[{"ref":"PartitionResult"},"supportsDualStack"]}]}],"rules":[18],"type":"tree"}
{"rule":"00018","conditions":[],"endpoint":{"url":"https://portal.sso.{Region}.{PartitionResult#dualStackDnsSuffix}","properties":{},"headers":{}},"type":"endpoint"}
{"rule":"00019","conditions":[],"error":"DualStack is enabled but this partition does not support DualStack","type":"error"}
{"rule":"00020","conditions":[],"endpoint":{"url":"https://portal.sso.{Region}.{PartitionResult#dnsSuffix}","properties":{},"headers":{}},"type":"endpoint"}
{"rule":"00021","conditions":[],"error":"Invalid Configuration: Missing Region","type":"error"}
{"ruleset":"1.0","parameters":{"Region":{"builtIn":"AWS::Region","required":false,"type":"string"},"UseDualStack":{"builtIn":"AWS::UseDualStack","required":true,"default":false,"type":"boolean"},"UseFIPS":{"builtIn":"AWS::UseFIPS","required":true,"default":false,"type":"boolean"},"Endpoint":{"builtIn":"SDK::Endpoint","required":false,"type":"string"}}}
"""#,
    endpoints: #"""
{"service":"aws-cn/portal.sso","endpoints":{"cn-north-1":{"credentialScope":{"region":"cn-north-1"},"hostname":"portal.sso.cn-north-1.amazonaws.com.cn"},"cn-northwest-1":{"credentialScope":{"region":"cn-northwest-1"},"hostname":"portal.sso.cn-northwest-1.amazonaws.com.cn"}}}
{"service":"aws-eusc/portal.sso","endpoints":{"eusc-de-east-1":{}}}
{"service":"aws-us-gov/portal.sso","endpoints":{"us-gov-east-1":{"credentialScope":{"region":"us-gov-east-1"},"hostname":"portal.sso.us-gov-east-1.amazonaws.com"},"us-gov-west-1":{"credentialScope":{"region":"us-gov-west-1"},"hostname":"portal.sso.us-gov-west-1.amazonaws.com"}}}
{"service":"aws/portal.sso","endpoints":{"af-south-1":{"credentialScope":{"region":"af-south-1"},"hostname":"portal.sso.af-south-1.amazonaws.com"},"ap-east-1":{"credentialScope":{"region":"ap-east-1"},"hostname":"portal.sso.ap-east-1.amazonaws.com"},"ap-east-2":{},"ap-northeast-1":{"credentialScope":{"region":"ap-northeast-1"},"hostname":"portal.sso.ap-northeast-1.amazonaws.com"},"ap-northeast-2":{"credentialScope":{"region":"ap-northeast-2"},"hostname":"portal.sso.ap-northeast-2.amazonaws.com"},"ap-northeast-3":{"credentialScope":{"region":"ap-northeast-3"},"hostname":"portal.sso.ap-northeast-3.amazonaws.com"},"ap-south-1":{"credentialScope":{"region":"ap-south-1"},"hostname":"portal.sso.ap-south-1.amazonaws.com"},"ap-south-2":{"credentialScope":{"region":"ap-south-2"},"hostname":"portal.sso.ap-south-2.amazonaws.com"},"ap-southeast-1":{"credentialScope":{"region":"ap-southeast-1"},"hostname":"portal.sso.ap-southeast-1.amazonaws.com"},"ap-southeast-2":{"credentialScope":{"region":"ap-southeast-2"},"hostname":"portal.sso.ap-southeast-2.amazonaws.com"},"ap-southeast-3":{"credentialScope":{"region":"ap-southeast-3"},"hostname":"portal.sso.ap-southeast-3.amazonaws.com"},"ap-southeast-4":{"credentialScope":{"region":"ap-southeast-4"},"hostname":"portal.sso.ap-southeast-4.amazonaws.com"},"ap-southeast-5":{"credentialScope":{"region":"ap-southeast-5"},"hostname":"portal.sso.ap-southeast-5.amazonaws.com"},"ap-southeast-6":{},"ap-southeast-7":{},"ca-central-1":{"credentialScope":{"region":"ca-central-1"},"hostname":"portal.sso.ca-central-1.amazonaws.com"},"ca-west-1":{"credentialScope":{"region":"ca-west-1"},"hostname":"portal.sso.ca-west-1.amazonaws.com"},"eu-central-1":{"credentialScope":{"region":"eu-central-1"},"hostname":"portal.sso.eu-central-1.amazonaws.com"},"eu-central-2":{"credentialScope":{"region":"eu-central-2"},"hostname":"portal.sso.eu-central-2.amazonaws.com"},"eu-north-1":{"credentialScope":{"region":"eu-north-1"},"hostname":"portal.sso.eu-north-1.amazonaws.com"},"eu-south-1":{"credentialScope":{"region":"eu-south-1"},"hostname":"portal.sso.eu-south-1.amazonaws.com"},"eu-south-2":{"credentialScope":{"region":"eu-south-2"},"hostname":"portal.sso.eu-south-2.amazonaws.com"},"eu-west-1":{"credentialScope":{"region":"eu-west-1"},"hostname":"portal.sso.eu-west-1.amazonaws.com"},"eu-west-2":{"credentialScope":{"region":"eu-west-2"},"hostname":"portal.sso.eu-west-2.amazonaws.com"},"eu-west-3":{"credentialScope":{"region":"eu-west-3"},"hostname":"portal.sso.eu-west-3.amazonaws.com"},"il-central-1":{"credentialScope":{"region":"il-central-1"},"hostname":"portal.sso.il-central-1.amazonaws.com"},"me-central-1":{"credentialScope":{"region":"me-central-1"},"hostname":"portal.sso.me-central-1.amazonaws.com"},"me-south-1":{"credentialScope":{"region":"me-south-1"},"hostname":"portal.sso.me-south-1.amazonaws.com"},"mx-central-1":{},"sa-east-1":{"credentialScope":{"region":"sa-east-1"},"hostname":"portal.sso.sa-east-1.amazonaws.com"},"us-east-1":{"credentialScope":{"region":"us-east-1"},"hostname":"portal.sso.us-east-1.amazonaws.com"},"us-east-2":{"credentialScope":{"region":"us-east-2"},"hostname":"portal.sso.us-east-2.amazonaws.com"},"us-west-1":{"credentialScope":{"region":"us-west-1"},"hostname":"portal.sso.us-west-1.amazonaws.com"},"us-west-2":{"credentialScope":{"region":"us-west-2"},"hostname":"portal.sso.us-west-2.amazonaws.com"}}}
"""#),
        EmbeddedService(
    "sso-oidc", apiVersion: "2019-06-10",
    service: #"""
{"code":"AccessDeniedException","shape":"AccessDeniedException"}
{"code":"AuthorizationPendingException","shape":"AuthorizationPendingException"}
{"code":"ExpiredTokenException","shape":"ExpiredTokenException"}
{"code":"InternalServerException","shape":"InternalServerException"}
{"code":"InvalidClientException","shape":"InvalidClientException"}
{"code":"InvalidClientMetadataException","shape":"InvalidClientMetadataException"}
{"code":"InvalidGrantException","shape":"InvalidGrantException"}
{"code":"InvalidRedirectUriException","shape":"InvalidRedirectUriException"}
{"code":"InvalidRequestException","shape":"InvalidRequestException"}
{"code":"InvalidRequestRegionException","shape":"InvalidRequestRegionException"}
{"code":"InvalidScopeException","shape":"InvalidScopeException"}
{"code":"SlowDownException","shape":"SlowDownException"}
{"code":"UnauthorizedClientException","shape":"UnauthorizedClientException"}
{"code":"UnsupportedGrantTypeException","shape":"UnsupportedGrantTypeException"}
{"metadata":"sso-oidc","apiVersion":"2019-06-10","endpointPrefix":"oidc","jsonVersion":"1.1","protocol":"rest-json","protocols":["rest-json"],"serviceAbbreviation":"SSO OIDC","serviceFullName":"AWS SSO OIDC","serviceId":"SSO OIDC","signatureVersion":"v4","signingName":"sso-oauth","uid":"sso-oidc-2019-06-10","auth":["aws.auth#sigv4"]}
{"operation":"CreateToken","http":{"method":"POST","requestUri":"/token"},"input":"CreateTokenRequest","output":"CreateTokenResponse","errors":["InvalidRequestException","InvalidClientException","InvalidGrantException","UnauthorizedClientException","UnsupportedGrantTypeException","InvalidScopeException","AuthorizationPendingException","SlowDownException","AccessDeniedException","ExpiredTokenException","InternalServerException"],"authtype":"none","auth":["smithy.api#noAuth"]}
{"operation":"RegisterClient","http":{"method":"POST","requestUri":"/client/register"},"input":"RegisterClientRequest","output":"RegisterClientResponse","errors":["InvalidRequestException","InvalidScopeException","InvalidClientMetadataException","InternalServerException","InvalidRedirectUriException","UnsupportedGrantTypeException","SlowDownException"],"authtype":"none","auth":["smithy.api#noAuth"]}
{"operation":"StartDeviceAuthorization","http":{"method":"POST","requestUri":"/device_authorization"},"input":"StartDeviceAuthorizationRequest","output":"StartDeviceAuthorizationResponse","errors":["InvalidRequestException","InvalidClientException","UnauthorizedClientException","SlowDownException","InternalServerException"],"authtype":"none","auth":["smithy.api#noAuth"]}
{"shape":"AccessDeniedException","type":"structure","members":{"error":"Error","reason":"AccessDeniedExceptionReason","error_description":"ErrorDescription"},"error":{"httpStatusCode":400},"exception":true}
{"shape":"AccessDeniedExceptionReason","type":"string","enum":["KMS_AccessDeniedException"]}
{"shape":"AccessToken","type":"string","sensitive":true}
{"shape":"ArnType","type":"string"}
{"shape":"AuthCode","type":"string"}
{"shape":"AuthorizationPendingException","type":"structure","members":{"error":"Error","error_description":"ErrorDescription"},"error":{"httpStatusCode":400},"exception":true}
{"shape":"ClientId","type":"string"}
{"shape":"ClientName","type":"string"}
{"shape":"ClientSecret","type":"string","sensitive":true}
{"shape":"ClientType","type":"string"}
{"shape":"CodeVerifier","type":"string","sensitive":true}
{"shape":"CreateTokenRequest","type":"structure","required":["clientId","clientSecret","grantType"],"members":{"clientId":"ClientId","clientSecret":"ClientSecret","grantType":"GrantType","deviceCode":"DeviceCode","code":"AuthCode","refreshToken":"RefreshToken","scope":"Scopes","redirectUri":"URI","codeVerifier":"CodeVerifier"}}
{"shape":"CreateTokenResponse","type":"structure","members":{"accessToken":"AccessToken","tokenType":"TokenType","expiresIn":"ExpirationInSeconds","refreshToken":"RefreshToken","idToken":"IdToken"}}
{"shape":"DeviceCode","type":"string"}
{"shape":"Error","type":"string"}
{"shape":"ErrorDescription","type":"string"}
{"shape":"ExpirationInSeconds","type":"integer"}
{"shape":"ExpiredTokenException","type":"structure","members":{"error":"Error","error_description":"ErrorDescription"},"error":{"httpStatusCode":400},"exception":true}
{"shape":"GrantType","type":"string"}
{"shape":"GrantTypes","type":"list","member":"GrantType"}
{"shape":"IdToken","type":"string","sensitive":true}
{"shape":"InternalServerException","type":"structure","members":{"error":"Error","error_description":"ErrorDescription"},"error":{"httpStatusCode":500},"exception":true,"fault":true}
{"shape":"IntervalInSeconds","type":"integer"}
{"shape":"InvalidClientException","type":"structure","members":{"error":"Error","error_description":"ErrorDescription"},"error":{"httpStatusCode":401},"exception":true}
{"shape":"InvalidClientMetadataException","type":"structure","members":{"error":"Error","error_description":"ErrorDescription"},"error":{"httpStatusCode":400},"exception":true}
{"shape":"InvalidGrantException","type":"structure","members":{"error":"Error","error_description":"ErrorDescription"},"error":{"httpStatusCode":400},"exception":true}
{"shape":"InvalidRedirectUriException","type":"structure","members":{"error":"Error","error_description":"ErrorDescription"},"error":{"httpStatusCode":400},"exception":true}
{"shape":"InvalidRequestException","type":"structure","members":{"error":"Error","reason":"InvalidRequestExceptionReason","error_description":"ErrorDescription"},"error":{"httpStatusCode":400},"exception":true}
{"shape":"InvalidRequestExceptionReason","type":"string","enum":["KMS_NotFoundException","KMS_InvalidKeyUsageException","KMS_InvalidStateException","KMS_DisabledException"]}
{"shape":"InvalidRequestRegionException","type":"structure","members":{"error":"Error","error_description":"ErrorDescription","endpoint":"Location","region":"Region"},"error":{"httpStatusCode":400},"exception":true}
{"shape":"InvalidScopeException","type":"structure","members":{"error":"Error","error_description":"ErrorDescription"},"error":{"httpStatusCode":400},"exception":true}
{"shape":"Location","type":"string"}
{"shape":"LongTimeStampType","type":"long"}
{"shape":"RedirectUris","type":"list","member":"URI"}
{"shape":"RefreshToken","type":"string","sensitive":true}
{"shape":"Region","type":"string"}
{"shape":"RegisterClientRequest","type":"structure","required":["clientName","clientType"],"members":{"clientName":"ClientName","clientType":"ClientType","scopes":"Scopes","redirectUris":"RedirectUris","grantTypes":"GrantTypes","issuerUrl":"URI","entitledApplicationArn":"ArnType"}}
{"shape":"RegisterClientResponse","type":"structure","members":{"clientId":"ClientId","clientSecret":"ClientSecret","clientIdIssuedAt":"LongTimeStampType","clientSecretExpiresAt":"LongTimeStampType","authorizationEndpoint":"URI","tokenEndpoint":"URI"}}
{"shape":"Scope","type":"string"}
{"shape":"Scopes","type":"list","member":"Scope"}
{"shape":"SlowDownException","type":"structure","members":{"error":"Error","error_description":"ErrorDescription"},"error":{"httpStatusCode":400},"exception":true}
{"shape":"StartDeviceAuthorizationRequest","type":"structure","required":["clientId","clientSecret","startUrl"],"members":{"clientId":"ClientId","clientSecret":"ClientSecret","startUrl":"URI"}}
{"shape":"StartDeviceAuthorizationResponse","type":"structure","members":{"deviceCode":"DeviceCode","userCode":"UserCode","verificationUri":"URI","verificationUriComplete":"URI","expiresIn":"ExpirationInSeconds","interval":"IntervalInSeconds"}}
{"shape":"TokenType","type":"string"}
{"shape":"URI","type":"string"}
{"shape":"UnauthorizedClientException","type":"structure","members":{"error":"Error","error_description":"ErrorDescription"},"error":{"httpStatusCode":400},"exception":true}
{"shape":"UnsupportedGrantTypeException","type":"structure","members":{"error":"Error","error_description":"ErrorDescription"},"error":{"httpStatusCode":400},"exception":true}
{"shape":"UserCode","type":"string"}
"""#,
    rules: #"""
{"rule":"00000","conditions":[],"rules":[1,5,21],"type":"tree"}
{"rule":"00001","conditions":[{"fn":"isSet","argv":[{"ref":"Endpoint"}]}],"rules":[2,3,4],"type":"tree"}
{"rule":"00002","conditions":[{"fn":"booleanEquals","argv":[{"ref":"UseFIPS"},true]}],"error":"Invalid Configuration: FIPS and custom endpoint are not supported","type":"error"}
{"rule":"00003","conditions":[{"fn":"booleanEquals","argv":[{"ref":"UseDualStack"},true]}],"error":"Invalid Configuration: Dualstack and custom endpoint are not supported","type":"error"}
{"rule":"00004","conditions":[],"endpoint":{"url":{"ref":"Endpoint"},"properties":{},"headers":{}},"type":"endpoint"}
{"rule":"00005","conditions":[{"fn":"isSet","argv":[{"ref":"Region"}]}],"rules":[6],"type":"tree"}
{"rule":"00006","conditions":[{"fn":"aws.partition","argv":[{"ref":"Region"}],"assign":"PartitionResult"}],"rules":[7,11,16,20],"type":"tree"}
{"rule":"00007","conditions":[{"fn":"booleanEquals","argv":[{"ref":"UseFIPS"},true]},{"fn":"booleanEquals","argv":[{"ref":"UseDualStack"},true]}],"rules":[8,10],"type":"tree"}
{"rule":"00008","conditions":[{"fn":"booleanEquals","argv":[true,{"fn":"getAttr","argv":[{"ref":"PartitionResult"},"supportsFIPS"]}]},{"fn":"booleanEquals","argv":[true,{"fn":"getAttr","argv":[{"ref":"PartitionResult"},"supportsDualStack"]}]}],"rules":[9],"type":"tree"}
{"rule":"00009","conditions":[],"endpoint":{"url":"https://oidc-fips.{Region}.{PartitionResult#dualStackDnsSuffix}","properties":{},"headers":{}},"type":"endpoint"}
{"rule":"00010","conditions":[],"error":"FIPS and DualStack are enabled, but this partition does not support one or both","type":"error"}
{"rule":"00011","conditions":[{"fn":"booleanEquals","argv":[{"ref":"UseFIPS"},true]}],"rules":[12,15],"type":"tree"}
{"rule":"00012","conditions":[{"fn":"booleanEquals","argv":[{"fn":"getAttr","argv":[{"ref":"PartitionResult"},"supportsFIPS"]},true]}],"rules":[13,14],"type":"tree"}
{"rule":"00013","conditions":[{"fn":"stringEquals","argv":[{"fn":"getAttr","argv":[{"ref":"PartitionResult"},"name"]},"aws-us-gov"]}],"endpoint":{"url":"https://oidc.{Region}.amazonaws.com","properties":{},"headers":{}},"type":"endpoint"}
{"rule":"00014","conditions":[],"endpoint":{"url":"https://oidc-fips.{Region}.{PartitionResult#dnsSuffix}","properties":{},"headers":{}},"type":"endpoint"}
{"rule":"00015","conditions":[],"error":"FIPS is enabled but this partition does not support FIPS","type":"error"}
{"rule":"00016","conditions":[{"fn":"booleanEquals","argv":[{"ref":"UseDualStack"},true]}],"rules":[17,19],"type":"tree"}
{"rule":"00017","conditions":[{"fn":"booleanEquals","argv":[true,{"fn":"getAttr","argv":[{"ref":"PartitionResult"},"supportsDualStack"]}]}],"rules":[18],"type":"tree"}
{"rule":"00018","conditions":[],"endpoint":{"url":"https://oidc.{Region}.{PartitionResult#dualStackDnsSuffix}","properties":{},"headers":{}},"type":"endpoint"}
{"rule":"00019","conditions":[],"error":"DualStack is enabled but this partition does not support DualStack","type":"error"}
{"rule":"00020","conditions":[],"endpoint":{"url":"https://oidc.{Region}.{PartitionResult#dnsSuffix}","properties":{},"headers":{}},"type":"endpoint"}
{"rule":"00021","conditions":[],"error":"Invalid Configuration: Missing Region","type":"error"}
{"ruleset":"1.0","parameters":{"Region":{"builtIn":"AWS::Region","required":false,"type":"string"},"UseDualStack":{"builtIn":"AWS::UseDualStack","required":true,"default":false,"type":"boolean"},"UseFIPS":{"builtIn":"AWS::UseFIPS","required":true,"default":false,"type":"boolean"},"Endpoint":{"builtIn":"SDK::Endpoint","required":false,"type":"string"}}}
"""#,
    endpoints: #"""
{"service":"aws-cn/oidc","endpoints":{"cn-north-1":{"credentialScope":{"region":"cn-north-1"},"hostname":"oidc.cn-north-1.amazonaws.com.cn"},"cn-northwest-1":{"credentialScope":{"region":"cn-northwest-1"},"hostname":"oidc.cn-northwest-1.amazonaws.com.cn"}}}
{"service":"aws-eusc/oidc","endpoints":{"eusc-de-east-1":{}}}
{"service":"aws-us-gov/oidc","endpoints":{"us-gov-east-1":{"credentialScope":{"region":"us-gov-east-1"},"hostname":"oidc.us-gov-east-1.amazonaws.com"},"us-gov-west-1":{"credentialScope":{"region":"us-gov-west-1"},"hostname":"oidc.us-gov-west-1.amazonaws.com"}}}
{"service":"aws/oidc","endpoints":{"af-south-1":{"credentialScope":{"region":"af-south-1"},"hostname":"oidc.af-south-1.amazonaws.com"},"ap-east-1":{"credentialScope":{"region":"ap-east-1"},"hostname":"oidc.ap-east-1.amazonaws.com"},"ap-east-2":{},"ap-northeast-1":{"credentialScope":{"region":"ap-northeast-1"},"hostname":"oidc.ap-northeast-1.amazonaws.com"},"ap-northeast-2":{"credentialScope":{"region":"ap-northeast-2"},"hostname":"oidc.ap-northeast-2.amazonaws.com"},"ap-northeast-3":{"credentialScope":{"region":"ap-northeast-3"},"hostname":"oidc.ap-northeast-3.amazonaws.com"},"ap-south-1":{"credentialScope":{"region":"ap-south-1"},"hostname":"oidc.ap-south-1.amazonaws.com"},"ap-south-2":{"credentialScope":{"region":"ap-south-2"},"hostname":"oidc.ap-south-2.amazonaws.com"},"ap-southeast-1":{"credentialScope":{"region":"ap-southeast-1"},"hostname":"oidc.ap-southeast-1.amazonaws.com"},"ap-southeast-2":{"credentialScope":{"region":"ap-southeast-2"},"hostname":"oidc.ap-southeast-2.amazonaws.com"},"ap-southeast-3":{"credentialScope":{"region":"ap-southeast-3"},"hostname":"oidc.ap-southeast-3.amazonaws.com"},"ap-southeast-4":{"credentialScope":{"region":"ap-southeast-4"},"hostname":"oidc.ap-southeast-4.amazonaws.com"},"ap-southeast-5":{"credentialScope":{"region":"ap-southeast-5"},"hostname":"oidc.ap-southeast-5.amazonaws.com"},"ap-southeast-6":{},"ap-southeast-7":{},"ca-central-1":{"credentialScope":{"region":"ca-central-1"},"hostname":"oidc.ca-central-1.amazonaws.com"},"ca-west-1":{"credentialScope":{"region":"ca-west-1"},"hostname":"oidc.ca-west-1.amazonaws.com"},"eu-central-1":{"credentialScope":{"region":"eu-central-1"},"hostname":"oidc.eu-central-1.amazonaws.com"},"eu-central-2":{"credentialScope":{"region":"eu-central-2"},"hostname":"oidc.eu-central-2.amazonaws.com"},"eu-north-1":{"credentialScope":{"region":"eu-north-1"},"hostname":"oidc.eu-north-1.amazonaws.com"},"eu-south-1":{"credentialScope":{"region":"eu-south-1"},"hostname":"oidc.eu-south-1.amazonaws.com"},"eu-south-2":{"credentialScope":{"region":"eu-south-2"},"hostname":"oidc.eu-south-2.amazonaws.com"},"eu-west-1":{"credentialScope":{"region":"eu-west-1"},"hostname":"oidc.eu-west-1.amazonaws.com"},"eu-west-2":{"credentialScope":{"region":"eu-west-2"},"hostname":"oidc.eu-west-2.amazonaws.com"},"eu-west-3":{"credentialScope":{"region":"eu-west-3"},"hostname":"oidc.eu-west-3.amazonaws.com"},"il-central-1":{"credentialScope":{"region":"il-central-1"},"hostname":"oidc.il-central-1.amazonaws.com"},"me-central-1":{"credentialScope":{"region":"me-central-1"},"hostname":"oidc.me-central-1.amazonaws.com"},"me-south-1":{"credentialScope":{"region":"me-south-1"},"hostname":"oidc.me-south-1.amazonaws.com"},"mx-central-1":{},"sa-east-1":{"credentialScope":{"region":"sa-east-1"},"hostname":"oidc.sa-east-1.amazonaws.com"},"us-east-1":{"credentialScope":{"region":"us-east-1"},"hostname":"oidc.us-east-1.amazonaws.com"},"us-east-2":{"credentialScope":{"region":"us-east-2"},"hostname":"oidc.us-east-2.amazonaws.com"},"us-west-1":{"credentialScope":{"region":"us-west-1"},"hostname":"oidc.us-west-1.amazonaws.com"},"us-west-2":{"credentialScope":{"region":"us-west-2"},"hostname":"oidc.us-west-2.amazonaws.com"}}}
"""#),
        EmbeddedService(
    "sts", apiVersion: "2011-06-15",
    service: #"""
{"code":"ExpiredTokenException","shape":"ExpiredTokenException"}
{"code":"ExpiredTradeInTokenException","shape":"ExpiredTradeInTokenException"}
{"code":"IDPCommunicationError","shape":"IDPCommunicationErrorException"}
{"code":"IDPRejectedClaim","shape":"IDPRejectedClaimException"}
{"code":"InvalidAuthorizationMessageException","shape":"InvalidAuthorizationMessageException"}
{"code":"InvalidIdentityToken","shape":"InvalidIdentityTokenException"}
{"code":"JWTPayloadSizeExceededException","shape":"JWTPayloadSizeExceededException"}
{"code":"MalformedPolicyDocument","shape":"MalformedPolicyDocumentException"}
{"code":"OutboundWebIdentityFederationDisabledException","shape":"OutboundWebIdentityFederationDisabledException"}
{"code":"PackedPolicyTooLarge","shape":"PackedPolicyTooLargeException"}
{"code":"RegionDisabledException","shape":"RegionDisabledException"}
{"code":"SessionDurationEscalationException","shape":"SessionDurationEscalationException"}
{"metadata":"sts","apiVersion":"2011-06-15","auth":["aws.auth#sigv4","aws.auth#sigv4a"],"endpointPrefix":"sts","globalEndpoint":"sts.amazonaws.com","protocol":"query","protocols":["query"],"serviceAbbreviation":"AWS STS","serviceFullName":"AWS Security Token Service","serviceId":"STS","signatureVersion":"v4","uid":"sts-2011-06-15","xmlNamespace":"https://sts.amazonaws.com/doc/2011-06-15/"}
{"operation":"AssumeRole","http":{"method":"POST","requestUri":"/"},"input":"AssumeRoleRequest","output":{"shape":"AssumeRoleResponse","resultWrapper":"AssumeRoleResult"},"errors":["MalformedPolicyDocumentException","PackedPolicyTooLargeException","RegionDisabledException","ExpiredTokenException"]}
{"operation":"AssumeRoleWithWebIdentity","http":{"method":"POST","requestUri":"/"},"input":"AssumeRoleWithWebIdentityRequest","output":{"shape":"AssumeRoleWithWebIdentityResponse","resultWrapper":"AssumeRoleWithWebIdentityResult"},"errors":["MalformedPolicyDocumentException","PackedPolicyTooLargeException","IDPRejectedClaimException","IDPCommunicationErrorException","InvalidIdentityTokenException","ExpiredTokenException","RegionDisabledException"],"auth":["smithy.api#noAuth"],"authtype":"none"}
{"operation":"GetSessionToken","http":{"method":"POST","requestUri":"/"},"input":"GetSessionTokenRequest","output":{"shape":"GetSessionTokenResponse","resultWrapper":"GetSessionTokenResult"},"errors":["RegionDisabledException"]}
{"shape":"AssumeRoleRequest","type":"structure","required":["RoleArn","RoleSessionName"],"members":{"RoleArn":"arnType","RoleSessionName":"roleSessionNameType","PolicyArns":"policyDescriptorListType","Policy":"unrestrictedSessionPolicyDocumentType","DurationSeconds":"roleDurationSecondsType","Tags":"tagListType","TransitiveTagKeys":"tagKeyListType","ExternalId":"externalIdType","SerialNumber":"serialNumberType","TokenCode":"tokenCodeType","SourceIdentity":"sourceIdentityType","ProvidedContexts":"ProvidedContextsListType"}}
{"shape":"AssumeRoleResponse","type":"structure","members":{"Credentials":"Credentials","AssumedRoleUser":"AssumedRoleUser","PackedPolicySize":"nonNegativeIntegerType","SourceIdentity":"sourceIdentityType"}}
{"shape":"AssumeRoleWithWebIdentityRequest","type":"structure","required":["RoleArn","RoleSessionName","WebIdentityToken"],"members":{"RoleArn":"arnType","RoleSessionName":"roleSessionNameType","WebIdentityToken":"clientTokenType","ProviderId":"urlType","PolicyArns":"policyDescriptorListType","Policy":"sessionPolicyDocumentType","DurationSeconds":"roleDurationSecondsType"}}
{"shape":"AssumeRoleWithWebIdentityResponse","type":"structure","members":{"Credentials":"Credentials","SubjectFromWebIdentityToken":"webIdentitySubjectType","AssumedRoleUser":"AssumedRoleUser","PackedPolicySize":"nonNegativeIntegerType","Provider":"Issuer","Audience":"Audience","SourceIdentity":"sourceIdentityType"}}
{"shape":"AssumedRoleUser","type":"structure","required":["AssumedRoleId","Arn"],"members":{"AssumedRoleId":"assumedRoleIdType","Arn":"arnType"}}
{"shape":"Audience","type":"string"}
{"shape":"Credentials","type":"structure","required":["AccessKeyId","SecretAccessKey","SessionToken","Expiration"],"members":{"AccessKeyId":"accessKeyIdType","SecretAccessKey":"accessKeySecretType","SessionToken":"tokenType","Expiration":"dateType"}}
{"shape":"ExpiredTokenException","type":"structure","members":{"message":"expiredIdentityTokenMessage"},"error":{"code":"ExpiredTokenException","httpStatusCode":400,"senderFault":true},"exception":true}
{"shape":"ExpiredTradeInTokenException","type":"structure","members":{"message":"expiredTradeInTokenExceptionMessage"},"error":{"code":"ExpiredTradeInTokenException","httpStatusCode":400,"senderFault":true},"exception":true}
{"shape":"GetSessionTokenRequest","type":"structure","members":{"DurationSeconds":"durationSecondsType","SerialNumber":"serialNumberType","TokenCode":"tokenCodeType"}}
{"shape":"GetSessionTokenResponse","type":"structure","members":{"Credentials":"Credentials"}}
{"shape":"IDPCommunicationErrorException","type":"structure","members":{"message":"idpCommunicationErrorMessage"},"error":{"code":"IDPCommunicationError","httpStatusCode":400,"senderFault":true},"exception":true}
{"shape":"IDPRejectedClaimException","type":"structure","members":{"message":"idpRejectedClaimMessage"},"error":{"code":"IDPRejectedClaim","httpStatusCode":403,"senderFault":true},"exception":true}
{"shape":"InvalidAuthorizationMessageException","type":"structure","members":{"message":"invalidAuthorizationMessage"},"error":{"code":"InvalidAuthorizationMessageException","httpStatusCode":400,"senderFault":true},"exception":true}
{"shape":"InvalidIdentityTokenException","type":"structure","members":{"message":"invalidIdentityTokenMessage"},"error":{"code":"InvalidIdentityToken","httpStatusCode":400,"senderFault":true},"exception":true}
{"shape":"Issuer","type":"string"}
{"shape":"JWTPayloadSizeExceededException","type":"structure","members":{"message":"jwtPayloadSizeExceededException"},"error":{"code":"JWTPayloadSizeExceededException","httpStatusCode":400,"senderFault":true},"exception":true}
{"shape":"MalformedPolicyDocumentException","type":"structure","members":{"message":"malformedPolicyDocumentMessage"},"error":{"code":"MalformedPolicyDocument","httpStatusCode":400,"senderFault":true},"exception":true}
{"shape":"OutboundWebIdentityFederationDisabledException","type":"structure","members":{"message":"outboundWebIdentityFederationDisabledException"},"error":{"code":"OutboundWebIdentityFederationDisabledException","httpStatusCode":403,"senderFault":true},"exception":true}
{"shape":"PackedPolicyTooLargeException","type":"structure","members":{"message":"packedPolicyTooLargeMessage"},"error":{"code":"PackedPolicyTooLarge","httpStatusCode":400,"senderFault":true},"exception":true}
{"shape":"PolicyDescriptorType","type":"structure","members":{"arn":"arnType"}}
{"shape":"ProvidedContext","type":"structure","members":{"ProviderArn":"arnType","ContextAssertion":"contextAssertionType"}}
{"shape":"ProvidedContextsListType","type":"list","member":"ProvidedContext","max":5,"min":1}
{"shape":"RegionDisabledException","type":"structure","members":{"message":"regionDisabledMessage"},"error":{"code":"RegionDisabledException","httpStatusCode":403,"senderFault":true},"exception":true}
{"shape":"SessionDurationEscalationException","type":"structure","members":{"message":"sessionDurationEscalationException"},"error":{"code":"SessionDurationEscalationException","httpStatusCode":403,"senderFault":true},"exception":true}
{"shape":"Tag","type":"structure","required":["Key","Value"],"members":{"Key":"tagKeyType","Value":"tagValueType"}}
{"shape":"accessKeyIdType","type":"string","max":128,"min":16,"pattern":"[\\w]*"}
{"shape":"accessKeySecretType","type":"string","sensitive":true}
{"shape":"arnType","type":"string","max":2048,"min":20,"pattern":"[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD\\u10000-\\u10FFFF]+"}
{"shape":"assumedRoleIdType","type":"string","max":193,"min":2,"pattern":"[\\w+=,.@:-]*"}
{"shape":"clientTokenType","type":"string","max":20000,"min":4,"sensitive":true}
{"shape":"contextAssertionType","type":"string","max":2048,"min":4}
{"shape":"dateType","type":"timestamp"}
{"shape":"durationSecondsType","type":"integer","max":129600,"min":900}
{"shape":"expiredIdentityTokenMessage","type":"string"}
{"shape":"expiredTradeInTokenExceptionMessage","type":"string"}
{"shape":"externalIdType","type":"string","max":1224,"min":2,"pattern":"[\\w+=,.@:\\/-]*"}
{"shape":"idpCommunicationErrorMessage","type":"string"}
{"shape":"idpRejectedClaimMessage","type":"string"}
{"shape":"invalidAuthorizationMessage","type":"string"}
{"shape":"invalidIdentityTokenMessage","type":"string"}
{"shape":"jwtPayloadSizeExceededException","type":"string"}
{"shape":"malformedPolicyDocumentMessage","type":"string"}
{"shape":"nonNegativeIntegerType","type":"integer","min":0}
{"shape":"outboundWebIdentityFederationDisabledException","type":"string"}
{"shape":"packedPolicyTooLargeMessage","type":"string"}
{"shape":"policyDescriptorListType","type":"list","member":"PolicyDescriptorType"}
{"shape":"regionDisabledMessage","type":"string"}
{"shape":"roleDurationSecondsType","type":"integer","max":43200,"min":900}
{"shape":"roleSessionNameType","type":"string","max":64,"min":2,"pattern":"[\\w+=,.@-]*"}
{"shape":"serialNumberType","type":"string","max":256,"min":9,"pattern":"[\\w+=/:,.@-]*"}
{"shape":"sessionDurationEscalationException","type":"string"}
{"shape":"sessionPolicyDocumentType","type":"string","max":2048,"min":1,"pattern":"[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+"}
{"shape":"sourceIdentityType","type":"string","max":64,"min":2,"pattern":"[\\w+=,.@-]*"}
{"shape":"tagKeyListType","type":"list","member":"tagKeyType","max":50}
{"shape":"tagKeyType","type":"string","max":128,"min":1,"pattern":"[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+"}
{"shape":"tagListType","type":"list","member":"Tag","max":50}
{"shape":"tagValueType","type":"string","max":256,"min":0,"pattern":"[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*"}
{"shape":"tokenCodeType","type":"string","max":6,"min":6,"pattern":"[\\d]*"}
{"shape":"tokenType","type":"string"}
{"shape":"unrestrictedSessionPolicyDocumentType","type":"string","min":1,"pattern":"[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+"}
{"shape":"urlType","type":"string","max":2048,"min":4}
{"shape":"webIdentitySubjectType","type":"string","max":255,"min":6}
"""#,
    rules: #"""
{"rule":"00000","conditions":[],"rules":[1,19,23,40],"type":"tree"}
{"rule":"00001","conditions":[{"fn":"booleanEquals","argv":[{"ref":"UseGlobalEndpoint"},true]},{"fn":"not","argv":[{"fn":"isSet","argv":[{"ref":"Endpoint"}]}]},{"fn":"isSet","argv":[{"ref":"Region"}]},{"fn":"aws.partition","argv":[{"ref":"Region"}],"assign":"PartitionResult"},{"fn":"booleanEquals","argv":[{"ref":"UseFIPS"},false]},{"fn":"booleanEquals","argv":[{"ref":"UseDualStack"},false]}],"rules":[2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18],"type":"tree"}
{"rule":"00002","conditions":[{"fn":"stringEquals","argv":[{"ref":"Region"},"ap-northeast-1"]}],"endpoint":{"url":"https://sts.amazonaws.com","properties":{"authSchemes":[{"name":"sigv4","signingName":"sts","signingRegion":"us-east-1"}]},"headers":{}},"type":"endpoint"}
{"rule":"00003","conditions":[{"fn":"stringEquals","argv":[{"ref":"Region"},"ap-south-1"]}],"endpoint":{"url":"https://sts.amazonaws.com","properties":{"authSchemes":[{"name":"sigv4","signingName":"sts","signingRegion":"us-east-1"}]},"headers":{}},"type":"endpoint"}
{"rule":"00004","conditions":[{"fn":"stringEquals","argv":[{"ref":"Region"},"ap-southeast-1"]}],"endpoint":{"url":"https://sts.amazonaws.com","properties":{"authSchemes":[{"name":"sigv4","signingName":"sts","signingRegion":"us-east-1"}]},"headers":{}},"type":"endpoint"}
{"rule":"00005","conditions":[{"fn":"stringEquals","argv":[{"ref":"Region"},"ap-southeast-2"]}],"endpoint":{"url":"https://sts.amazonaws.com","properties":{"authSchemes":[{"name":"sigv4","signingName":"sts","signingRegion":"us-east-1"}]},"headers":{}},"type":"endpoint"}
{"rule":"00006","conditions":[{"fn":"stringEquals","argv":[{"ref":"Region"},"aws-global"]}],"endpoint":{"url":"https://sts.amazonaws.com","properties":{"authSchemes":[{"name":"sigv4","signingName":"sts","signingRegion":"us-east-1"}]},"headers":{}},"type":"endpoint"}
{"rule":"00007","conditions":[{"fn":"stringEquals","argv":[{"ref":"Region"},"ca-central-1"]}],"endpoint":{"url":"https://sts.amazonaws.com","properties":{"authSchemes":[{"name":"sigv4","signingName":"sts","signingRegion":"us-east-1"}]},"headers":{}},"type":"endpoint"}
{"rule":"00008","conditions":[{"fn":"stringEquals","argv":[{"ref":"Region"},"eu-central-1"]}],"endpoint":{"url":"https://sts.amazonaws.com","properties":{"authSchemes":[{"name":"sigv4","signingName":"sts","signingRegion":"us-east-1"}]},"headers":{}},"type":"endpoint"}
{"rule":"00009","conditions":[{"fn":"stringEquals","argv":[{"ref":"Region"},"eu-north-1"]}],"endpoint":{"url":"https://sts.amazonaws.com","properties":{"authSchemes":[{"name":"sigv4","signingName":"sts","signingRegion":"us-east-1"}]},"headers":{}},"type":"endpoint"}
{"rule":"00010","conditions":[{"fn":"stringEquals","argv":[{"ref":"Region"},"eu-west-1"]}],"endpoint":{"url":"https://sts.amazonaws.com","properties":{"authSchemes":[{"name":"sigv4","signingName":"sts","signingRegion":"us-east-1"}]},"headers":{}},"type":"endpoint"}
{"rule":"00011","conditions":[{"fn":"stringEquals","argv":[{"ref":"Region"},"eu-west-2"]}],"endpoint":{"url":"https://sts.amazonaws.com","properties":{"authSchemes":[{"name":"sigv4","signingName":"sts","signingRegion":"us-east-1"}]},"headers":{}},"type":"endpoint"}
{"rule":"00012","conditions":[{"fn":"stringEquals","argv":[{"ref":"Region"},"eu-west-3"]}],"endpoint":{"url":"https://sts.amazonaws.com","properties":{"authSchemes":[{"name":"sigv4","signingName":"sts","signingRegion":"us-east-1"}]},"headers":{}},"type":"endpoint"}
{"rule":"00013","conditions":[{"fn":"stringEquals","argv":[{"ref":"Region"},"sa-east-1"]}],"endpoint":{"url":"https://sts.amazonaws.com","properties":{"authSchemes":[{"name":"sigv4","signingName":"sts","signingRegion":"us-east-1"}]},"headers":{}},"type":"endpoint"}
{"rule":"00014","conditions":[{"fn":"stringEquals","argv":[{"ref":"Region"},"us-east-1"]}],"endpoint":{"url":"https://sts.amazonaws.com","properties":{"authSchemes":[{"name":"sigv4","signingName":"sts","signingRegion":"us-east-1"}]},"headers":{}},"type":"endpoint"}
{"rule":"00015","conditions":[{"fn":"stringEquals","argv":[{"ref":"Region"},"us-east-2"]}],"endpoint":{"url":"https://sts.amazonaws.com","properties":{"authSchemes":[{"name":"sigv4","signingName":"sts","signingRegion":"us-east-1"}]},"headers":{}},"type":"endpoint"}
{"rule":"00016","conditions":[{"fn":"stringEquals","argv":[{"ref":"Region"},"us-west-1"]}],"endpoint":{"url":"https://sts.amazonaws.com","properties":{"authSchemes":[{"name":"sigv4","signingName":"sts","signingRegion":"us-east-1"}]},"headers":{}},"type":"endpoint"}
{"rule":"00017","conditions":[{"fn":"stringEquals","argv":[{"ref":"Region"},"us-west-2"]}],"endpoint":{"url":"https://sts.amazonaws.com","properties":{"authSchemes":[{"name":"sigv4","signingName":"sts","signingRegion":"us-east-1"}]},"headers":{}},"type":"endpoint"}
{"rule":"00018","conditions":[],"endpoint":{"url":"https://sts.{Region}.{PartitionResult#dnsSuffix}","properties":{"authSchemes":[{"name":"sigv4","signingName":"sts","signingRegion":"{Region}"}]},"headers":{}},"type":"endpoint"}
{"rule":"00019","conditions":[{"fn":"isSet","argv":[{"ref":"Endpoint"}]}],"rules":[20,21,22],"type":"tree"}
{"rule":"00020","conditions":[{"fn":"booleanEquals","argv":[{"ref":"UseFIPS"},true]}],"error":"Invalid Configuration: FIPS and custom endpoint are not supported","type":"error"}
{"rule":"00021","conditions":[{"fn":"booleanEquals","argv":[{"ref":"UseDualStack"},true]}],"error":"Invalid Configuration: Dualstack and custom endpoint are not supported","type":"error"}
{"rule":"00022","conditions":[],"endpoint":{"url":{"ref":"Endpoint"},"properties":{},"headers":{}},"type":"endpoint"}
{"rule":"00023","conditions":[{"fn":"isSet","argv":[{"ref":"Region"}]}],"rules":[24],"type":"tree"}
{"rule":"00024","conditions":[{"fn":"aws.partition","argv":[{"ref":"Region"}],"assign":"PartitionResult"}],"rules":[25,29,34,38,39],"type":"tree"}
{"rule":"00025","conditions":[{"fn":"booleanEquals","argv":[{"ref":"UseFIPS"},true]},{"fn":"booleanEquals","argv":[{"ref":"UseDualStack"},true]}],"rules":[26,28],"type":"tree"}
{"rule":"00026","conditions":[{"fn":"booleanEquals","argv":[true,{"fn":"getAttr","argv":[{"ref":"PartitionResult"},"supportsFIPS"]}]},{"fn":"booleanEquals","argv":[true,{"fn":"getAttr","argv":[{"ref":"PartitionResult"},"supportsDualStack"]}]}],"rules":[27],"type":"tree"}
{"rule":"00027","conditions":[],"endpoint":{"url":"https://sts-fips.{Region}.{PartitionResult#dualStackDnsSuffix}","properties":{},"headers":{}},"type":"endpoint"}
{"rule":"00028","conditions":[],"error":"FIPS and DualStack are enabled, but this partition does not support one or both","type":"error"}
{"rule":"00029","conditions":[{"fn":"booleanEquals","argv":[{"ref":"UseFIPS"},true]}],"rules":[30,33],"type":"tree"}
{"rule":"00030","conditions":[{"fn":"booleanEquals","argv":[{"fn":"getAttr","argv":[{"ref":"PartitionResult"},"supportsFIPS"]},true]}],"rules":[31,32],"type":"tree"}
{"rule":"00031","conditions":[{"fn":"stringEquals","argv":[{"fn":"getAttr","argv":[{"ref":"PartitionResult"},"name"]},"aws-us-gov"]}],"endpoint":{"url":"https://sts.{Region}.amazonaws.com","properties":{},"headers":{}},"type":"endpoint"}
{"rule":"00032","conditions":[],"endpoint":{"url":"https://sts-fips.{Region}.{PartitionResult#dnsSuffix}","properties":{},"headers":{}},"type":"endpoint"}
{"rule":"00033","conditions":[],"error":"FIPS is enabled but this partition does not support FIPS","type":"error"}
{"rule":"00034","conditions":[{"fn":"booleanEquals","argv":[{"ref":"UseDualStack"},true]}],"rules":[35,37],"type":"tree"}
{"rule":"00035","conditions":[{"fn":"booleanEquals","argv":[true,{"fn":"getAttr","argv":[{"ref":"PartitionResult"},"supportsDualStack"]}]}],"rules":[36],"type":"tree"}
{"rule":"00036","conditions":[],"endpoint":{"url":"https://sts.{Region}.{PartitionResult#dualStackDnsSuffix}","properties":{},"headers":{}},"type":"endpoint"}
{"rule":"00037","conditions":[],"error":"DualStack is enabled but this partition does not support DualStack","type":"error"}
{"rule":"00038","conditions":[{"fn":"stringEquals","argv":[{"ref":"Region"},"aws-global"]}],"endpoint":{"url":"https://sts.amazonaws.com","properties":{"authSchemes":[{"name":"sigv4","signingName":"sts","signingRegion":"us-east-1"}]},"headers":{}},"type":"endpoint"}
{"rule":"00039","conditions":[],"endpoint":{"url":"https://sts.{Region}.{PartitionResult#dnsSuffix}","properties":{},"headers":{}},"type":"endpoint"}
{"rule":"00040","conditions":[],"error":"Invalid Configuration: Missing Region","type":"error"}
{"ruleset":"1.0","parameters":{"Region":{"builtIn":"AWS::Region","required":false,"type":"string"},"UseDualStack":{"builtIn":"AWS::UseDualStack","required":true,"default":false,"type":"boolean"},"UseFIPS":{"builtIn":"AWS::UseFIPS","required":true,"default":false,"type":"boolean"},"Endpoint":{"builtIn":"SDK::Endpoint","required":false,"type":"string"},"UseGlobalEndpoint":{"builtIn":"AWS::STS::UseGlobalEndpoint","required":true,"default":false,"type":"boolean"}}}
"""#,
    endpoints: #"""
{"service":"aws-cn/sts","endpoints":{"cn-north-1":{},"cn-northwest-1":{}}}
{"service":"aws-eusc/sts","endpoints":{"eusc-de-east-1":{}}}
{"service":"aws-iso-b/sts","endpoints":{"us-isob-east-1":{},"us-isob-west-1":{}}}
{"service":"aws-iso-e/sts","endpoints":{"eu-isoe-west-1":{}}}
{"service":"aws-iso-f/sts","endpoints":{"us-isof-east-1":{},"us-isof-south-1":{}}}
{"service":"aws-iso/sts","endpoints":{"us-iso-east-1":{},"us-iso-west-1":{}}}
{"service":"aws-us-gov/sts","defaults":{"variants":[{"hostname":"sts.{region}.{dnsSuffix}","tags":["fips"]}]},"endpoints":{"us-gov-east-1":{"variants":[{"hostname":"sts.us-gov-east-1.amazonaws.com","tags":["fips"]}]},"us-gov-east-1-fips":{"credentialScope":{"region":"us-gov-east-1"},"deprecated":true,"hostname":"sts.us-gov-east-1.amazonaws.com"},"us-gov-west-1":{"variants":[{"hostname":"sts.us-gov-west-1.amazonaws.com","tags":["fips"]}]},"us-gov-west-1-fips":{"credentialScope":{"region":"us-gov-west-1"},"deprecated":true,"hostname":"sts.us-gov-west-1.amazonaws.com"}}}
{"service":"aws/sts","endpoints":{"af-south-1":{},"ap-east-1":{},"ap-east-2":{},"ap-northeast-1":{},"ap-northeast-2":{},"ap-northeast-3":{},"ap-south-1":{},"ap-south-2":{},"ap-southeast-1":{},"ap-southeast-2":{},"ap-southeast-3":{},"ap-southeast-4":{},"ap-southeast-5":{},"ap-southeast-6":{},"ap-southeast-7":{},"aws-global":{"credentialScope":{"region":"us-east-1"},"hostname":"sts.amazonaws.com"},"ca-central-1":{},"ca-west-1":{},"eu-central-1":{},"eu-central-2":{},"eu-north-1":{},"eu-south-1":{},"eu-south-2":{},"eu-west-1":{},"eu-west-2":{},"eu-west-3":{},"il-central-1":{},"me-central-1":{},"me-south-1":{},"mx-central-1":{},"sa-east-1":{},"us-east-1":{"variants":[{"hostname":"sts-fips.us-east-1.amazonaws.com","tags":["fips"]}]},"us-east-1-fips":{"credentialScope":{"region":"us-east-1"},"deprecated":true,"hostname":"sts-fips.us-east-1.amazonaws.com"},"us-east-2":{"variants":[{"hostname":"sts-fips.us-east-2.amazonaws.com","tags":["fips"]}]},"us-east-2-fips":{"credentialScope":{"region":"us-east-2"},"deprecated":true,"hostname":"sts-fips.us-east-2.amazonaws.com"},"us-west-1":{"variants":[{"hostname":"sts-fips.us-west-1.amazonaws.com","tags":["fips"]}]},"us-west-1-fips":{"credentialScope":{"region":"us-west-1"},"deprecated":true,"hostname":"sts-fips.us-west-1.amazonaws.com"},"us-west-2":{"variants":[{"hostname":"sts-fips.us-west-2.amazonaws.com","tags":["fips"]}]},"us-west-2-fips":{"credentialScope":{"region":"us-west-2"},"deprecated":true,"hostname":"sts-fips.us-west-2.amazonaws.com"}},"partitionEndpoint":"aws-global"}
"""#),
    ]

    static let partitions: StaticString = #"""
{"partition":"aws","position":0,"id":"aws","outputs":{"dnsSuffix":"amazonaws.com","dualStackDnsSuffix":"api.aws","implicitGlobalRegion":"us-east-1","name":"aws","supportsDualStack":true,"supportsFIPS":true},"regionRegex":"^(us|eu|ap|sa|ca|me|af|il|mx)\\-\\w+\\-\\d+$","regions":{"af-south-1":{"description":"Africa (Cape Town)"},"ap-east-1":{"description":"Asia Pacific (Hong Kong)"},"ap-east-2":{"description":"Asia Pacific (Taipei)"},"ap-northeast-1":{"description":"Asia Pacific (Tokyo)"},"ap-northeast-2":{"description":"Asia Pacific (Seoul)"},"ap-northeast-3":{"description":"Asia Pacific (Osaka)"},"ap-south-1":{"description":"Asia Pacific (Mumbai)"},"ap-south-2":{"description":"Asia Pacific (Hyderabad)"},"ap-southeast-1":{"description":"Asia Pacific (Singapore)"},"ap-southeast-2":{"description":"Asia Pacific (Sydney)"},"ap-southeast-3":{"description":"Asia Pacific (Jakarta)"},"ap-southeast-4":{"description":"Asia Pacific (Melbourne)"},"ap-southeast-5":{"description":"Asia Pacific (Malaysia)"},"ap-southeast-6":{"description":"Asia Pacific (New Zealand)"},"ap-southeast-7":{"description":"Asia Pacific (Thailand)"},"aws-global":{"description":"aws global region"},"ca-central-1":{"description":"Canada (Central)"},"ca-west-1":{"description":"Canada West (Calgary)"},"eu-central-1":{"description":"Europe (Frankfurt)"},"eu-central-2":{"description":"Europe (Zurich)"},"eu-north-1":{"description":"Europe (Stockholm)"},"eu-south-1":{"description":"Europe (Milan)"},"eu-south-2":{"description":"Europe (Spain)"},"eu-west-1":{"description":"Europe (Ireland)"},"eu-west-2":{"description":"Europe (London)"},"eu-west-3":{"description":"Europe (Paris)"},"il-central-1":{"description":"Israel (Tel Aviv)"},"me-central-1":{"description":"Middle East (UAE)"},"me-south-1":{"description":"Middle East (Bahrain)"},"mx-central-1":{"description":"Mexico (Central)"},"sa-east-1":{"description":"South America (Sao Paulo)"},"us-east-1":{"description":"US East (N. Virginia)"},"us-east-2":{"description":"US East (Ohio)"},"us-west-1":{"description":"US West (N. California)"},"us-west-2":{"description":"US West (Oregon)"}}}
{"partition":"aws-cn","position":1,"id":"aws-cn","outputs":{"dnsSuffix":"amazonaws.com.cn","dualStackDnsSuffix":"api.amazonwebservices.com.cn","implicitGlobalRegion":"cn-northwest-1","name":"aws-cn","supportsDualStack":true,"supportsFIPS":true},"regionRegex":"^cn\\-\\w+\\-\\d+$","regions":{"aws-cn-global":{"description":"aws-cn global region"},"cn-north-1":{"description":"China (Beijing)"},"cn-northwest-1":{"description":"China (Ningxia)"}}}
{"partition":"aws-eusc","position":2,"id":"aws-eusc","outputs":{"dnsSuffix":"amazonaws.eu","dualStackDnsSuffix":"api.amazonwebservices.eu","implicitGlobalRegion":"eusc-de-east-1","name":"aws-eusc","supportsDualStack":true,"supportsFIPS":true},"regionRegex":"^eusc\\-(de)\\-\\w+\\-\\d+$","regions":{"eusc-de-east-1":{"description":"AWS European Sovereign Cloud (Germany)"}}}
{"partition":"aws-iso","position":3,"id":"aws-iso","outputs":{"dnsSuffix":"c2s.ic.gov","dualStackDnsSuffix":"api.aws.ic.gov","implicitGlobalRegion":"us-iso-east-1","name":"aws-iso","supportsDualStack":true,"supportsFIPS":true},"regionRegex":"^us\\-iso\\-\\w+\\-\\d+$","regions":{"aws-iso-global":{"description":"aws-iso global region"},"us-iso-east-1":{"description":"US ISO East"},"us-iso-west-1":{"description":"US ISO WEST"}}}
{"partition":"aws-iso-b","position":4,"id":"aws-iso-b","outputs":{"dnsSuffix":"sc2s.sgov.gov","dualStackDnsSuffix":"api.aws.scloud","implicitGlobalRegion":"us-isob-east-1","name":"aws-iso-b","supportsDualStack":true,"supportsFIPS":true},"regionRegex":"^us\\-isob\\-\\w+\\-\\d+$","regions":{"aws-iso-b-global":{"description":"aws-iso-b global region"},"us-isob-east-1":{"description":"US ISOB East (Ohio)"},"us-isob-west-1":{"description":"US ISOB West"}}}
{"partition":"aws-iso-e","position":5,"id":"aws-iso-e","outputs":{"dnsSuffix":"cloud.adc-e.uk","dualStackDnsSuffix":"api.cloud-aws.adc-e.uk","implicitGlobalRegion":"eu-isoe-west-1","name":"aws-iso-e","supportsDualStack":true,"supportsFIPS":true},"regionRegex":"^eu\\-isoe\\-\\w+\\-\\d+$","regions":{"aws-iso-e-global":{"description":"aws-iso-e global region"},"eu-isoe-west-1":{"description":"EU ISOE West"}}}
{"partition":"aws-iso-f","position":6,"id":"aws-iso-f","outputs":{"dnsSuffix":"csp.hci.ic.gov","dualStackDnsSuffix":"api.aws.hci.ic.gov","implicitGlobalRegion":"us-isof-south-1","name":"aws-iso-f","supportsDualStack":true,"supportsFIPS":true},"regionRegex":"^us\\-isof\\-\\w+\\-\\d+$","regions":{"aws-iso-f-global":{"description":"aws-iso-f global region"},"us-isof-east-1":{"description":"US ISOF EAST"},"us-isof-south-1":{"description":"US ISOF SOUTH"}}}
{"partition":"aws-us-gov","position":7,"id":"aws-us-gov","outputs":{"dnsSuffix":"amazonaws.com","dualStackDnsSuffix":"api.aws","implicitGlobalRegion":"us-gov-west-1","name":"aws-us-gov","supportsDualStack":true,"supportsFIPS":true},"regionRegex":"^us\\-gov\\-\\w+\\-\\d+$","regions":{"aws-us-gov-global":{"description":"aws-us-gov global region"},"us-gov-east-1":{"description":"AWS GovCloud (US-East)"},"us-gov-west-1":{"description":"AWS GovCloud (US-West)"}}}
"""#

    static let endpoints: StaticString = #"""
{"partition":"aws","position":0,"defaults":{"hostname":"{service}.{region}.{dnsSuffix}","protocols":["https"],"signatureVersions":["v4"],"variants":[{"dnsSuffix":"amazonaws.com","hostname":"{service}-fips.{region}.{dnsSuffix}","tags":["fips"]},{"dnsSuffix":"api.aws","hostname":"{service}-fips.{region}.{dnsSuffix}","tags":["dualstack","fips"]},{"dnsSuffix":"api.aws","hostname":"{service}.{region}.{dnsSuffix}","tags":["dualstack"]}]},"dnsSuffix":"amazonaws.com","partitionName":"AWS Standard","regionRegex":"^(us|eu|ap|sa|ca|me|af|il|mx)\\-\\w+\\-\\d+$","regions":{"af-south-1":{"description":"Africa (Cape Town)"},"ap-east-1":{"description":"Asia Pacific (Hong Kong)"},"ap-east-2":{"description":"Asia Pacific (Taipei)"},"ap-northeast-1":{"description":"Asia Pacific (Tokyo)"},"ap-northeast-2":{"description":"Asia Pacific (Seoul)"},"ap-northeast-3":{"description":"Asia Pacific (Osaka)"},"ap-south-1":{"description":"Asia Pacific (Mumbai)"},"ap-south-2":{"description":"Asia Pacific (Hyderabad)"},"ap-southeast-1":{"description":"Asia Pacific (Singapore)"},"ap-southeast-2":{"description":"Asia Pacific (Sydney)"},"ap-southeast-3":{"description":"Asia Pacific (Jakarta)"},"ap-southeast-4":{"description":"Asia Pacific (Melbourne)"},"ap-southeast-5":{"description":"Asia Pacific (Malaysia)"},"ap-southeast-6":{"description":"Asia Pacific (New Zealand)"},"ap-southeast-7":{"description":"Asia Pacific (Thailand)"},"ca-central-1":{"description":"Canada (Central)"},"ca-west-1":{"description":"Canada West (Calgary)"},"eu-central-1":{"description":"Europe (Frankfurt)"},"eu-central-2":{"description":"Europe (Zurich)"},"eu-north-1":{"description":"Europe (Stockholm)"},"eu-south-1":{"description":"Europe (Milan)"},"eu-south-2":{"description":"Europe (Spain)"},"eu-west-1":{"description":"Europe (Ireland)"},"eu-west-2":{"description":"Europe (London)"},"eu-west-3":{"description":"Europe (Paris)"},"il-central-1":{"description":"Israel (Tel Aviv)"},"me-central-1":{"description":"Middle East (UAE)"},"me-south-1":{"description":"Middle East (Bahrain)"},"mx-central-1":{"description":"Mexico (Central)"},"sa-east-1":{"description":"South America (Sao Paulo)"},"us-east-1":{"description":"US East (N. Virginia)"},"us-east-2":{"description":"US East (Ohio)"},"us-west-1":{"description":"US West (N. California)"},"us-west-2":{"description":"US West (Oregon)"}}}
{"partition":"aws-cn","position":1,"defaults":{"hostname":"{service}.{region}.{dnsSuffix}","protocols":["https"],"signatureVersions":["v4"],"variants":[{"dnsSuffix":"amazonaws.com.cn","hostname":"{service}-fips.{region}.{dnsSuffix}","tags":["fips"]},{"dnsSuffix":"api.amazonwebservices.com.cn","hostname":"{service}-fips.{region}.{dnsSuffix}","tags":["dualstack","fips"]},{"dnsSuffix":"api.amazonwebservices.com.cn","hostname":"{service}.{region}.{dnsSuffix}","tags":["dualstack"]}]},"dnsSuffix":"amazonaws.com.cn","partitionName":"AWS China","regionRegex":"^cn\\-\\w+\\-\\d+$","regions":{"cn-north-1":{"description":"China (Beijing)"},"cn-northwest-1":{"description":"China (Ningxia)"}}}
{"partition":"aws-eusc","position":7,"defaults":{"hostname":"{service}.{region}.{dnsSuffix}","protocols":["https"],"signatureVersions":["v4"],"variants":[{"dnsSuffix":"amazonaws.eu","hostname":"{service}-fips.{region}.{dnsSuffix}","tags":["fips"]},{"dnsSuffix":"api.amazonwebservices.eu","hostname":"{service}-fips.{region}.{dnsSuffix}","tags":["dualstack","fips"]},{"dnsSuffix":"api.amazonwebservices.eu","hostname":"{service}.{region}.{dnsSuffix}","tags":["dualstack"]}]},"dnsSuffix":"amazonaws.eu","partitionName":"AWS EUSC","regionRegex":"^eusc\\-(de)\\-\\w+\\-\\d+$","regions":{"eusc-de-east-1":{"description":"AWS European Sovereign Cloud (Germany)"}}}
{"partition":"aws-iso","position":3,"defaults":{"hostname":"{service}.{region}.{dnsSuffix}","protocols":["https"],"signatureVersions":["v4"],"variants":[{"dnsSuffix":"c2s.ic.gov","hostname":"{service}-fips.{region}.{dnsSuffix}","tags":["fips"]}]},"dnsSuffix":"c2s.ic.gov","partitionName":"AWS ISO (US)","regionRegex":"^us\\-iso\\-\\w+\\-\\d+$","regions":{"us-iso-east-1":{"description":"US ISO East"},"us-iso-west-1":{"description":"US ISO WEST"}}}
{"partition":"aws-iso-b","position":4,"defaults":{"hostname":"{service}.{region}.{dnsSuffix}","protocols":["https"],"signatureVersions":["v4"],"variants":[{"dnsSuffix":"sc2s.sgov.gov","hostname":"{service}-fips.{region}.{dnsSuffix}","tags":["fips"]}]},"dnsSuffix":"sc2s.sgov.gov","partitionName":"AWS ISOB (US)","regionRegex":"^us\\-isob\\-\\w+\\-\\d+$","regions":{"us-isob-east-1":{"description":"US ISOB East (Ohio)"},"us-isob-west-1":{"description":"US ISOB West"}}}
{"partition":"aws-iso-e","position":5,"defaults":{"hostname":"{service}.{region}.{dnsSuffix}","protocols":["https"],"signatureVersions":["v4"],"variants":[{"dnsSuffix":"cloud.adc-e.uk","hostname":"{service}-fips.{region}.{dnsSuffix}","tags":["fips"]}]},"dnsSuffix":"cloud.adc-e.uk","partitionName":"AWS ISOE (Europe)","regionRegex":"^eu\\-isoe\\-\\w+\\-\\d+$","regions":{"eu-isoe-west-1":{"description":"EU ISOE West"}}}
{"partition":"aws-iso-f","position":6,"defaults":{"hostname":"{service}.{region}.{dnsSuffix}","protocols":["https"],"signatureVersions":["v4"],"variants":[{"dnsSuffix":"csp.hci.ic.gov","hostname":"{service}-fips.{region}.{dnsSuffix}","tags":["fips"]}]},"dnsSuffix":"csp.hci.ic.gov","partitionName":"AWS ISOF","regionRegex":"^us\\-isof\\-\\w+\\-\\d+$","regions":{"us-isof-east-1":{"description":"US ISOF EAST"},"us-isof-south-1":{"description":"US ISOF SOUTH"}}}
{"partition":"aws-us-gov","position":2,"defaults":{"hostname":"{service}.{region}.{dnsSuffix}","protocols":["https"],"signatureVersions":["v4"],"variants":[{"dnsSuffix":"amazonaws.com","hostname":"{service}-fips.{region}.{dnsSuffix}","tags":["fips"]},{"dnsSuffix":"api.aws","hostname":"{service}-fips.{region}.{dnsSuffix}","tags":["dualstack","fips"]},{"dnsSuffix":"api.aws","hostname":"{service}.{region}.{dnsSuffix}","tags":["dualstack"]}]},"dnsSuffix":"amazonaws.com","partitionName":"AWS GovCloud (US)","regionRegex":"^us\\-gov\\-\\w+\\-\\d+$","regions":{"us-gov-east-1":{"description":"AWS GovCloud (US-East)"},"us-gov-west-1":{"description":"AWS GovCloud (US-West)"}}}
"""#

    static let retry: StaticString = #"""
{"definition":"bad_gateway","applies_when":{"response":{"http_status_code":502}}}
{"definition":"gateway_timeout","applies_when":{"response":{"http_status_code":504}}}
{"definition":"general_server_error","applies_when":{"response":{"http_status_code":500}}}
{"definition":"general_socket_errors","applies_when":{"socket_errors":["GENERAL_CONNECTION_ERROR"]}}
{"definition":"limit_exceeded","applies_when":{"response":{"http_status_code":509}}}
{"definition":"request_throttled_exception","applies_when":{"response":{"service_error_code":"RequestThrottledException","http_status_code":400}}}
{"definition":"service_unavailable","applies_when":{"response":{"http_status_code":503}}}
{"definition":"throttled_exception","applies_when":{"response":{"service_error_code":"ThrottledException","http_status_code":400}}}
{"definition":"throttling","applies_when":{"response":{"service_error_code":"Throttling","http_status_code":400}}}
{"definition":"throttling_exception","applies_when":{"response":{"service_error_code":"ThrottlingException","http_status_code":400}}}
{"definition":"throughput_exceeded","applies_when":{"response":{"service_error_code":"ProvisionedThroughputExceededException","http_status_code":400}}}
{"definition":"too_many_requests","applies_when":{"response":{"http_status_code":429}}}
{"retry":"__default__","max_attempts":5,"delay":{"type":"exponential","base":"rand","growth_factor":2},"policies":{"general_socket_errors":{"$ref":"general_socket_errors"},"general_server_error":{"$ref":"general_server_error"},"bad_gateway":{"$ref":"bad_gateway"},"service_unavailable":{"$ref":"service_unavailable"},"gateway_timeout":{"$ref":"gateway_timeout"},"limit_exceeded":{"$ref":"limit_exceeded"},"throttling_exception":{"$ref":"throttling_exception"},"throttled_exception":{"$ref":"throttled_exception"},"request_throttled_exception":{"$ref":"request_throttled_exception"},"throttling":{"$ref":"throttling"},"too_many_requests":{"$ref":"too_many_requests"},"throughput_exceeded":{"$ref":"throughput_exceeded"}}}
{"retry":"cloudsearch","__default__":{"policies":{"request_limit_exceeded":{"applies_when":{"response":{"service_error_code":"BandwidthLimitExceeded","http_status_code":509}}}}}}
{"retry":"dynamodb","__default__":{"max_attempts":10,"delay":{"type":"exponential","base":0.05,"growth_factor":2},"policies":{"write_conflict":{"applies_when":{"response":{"service_error_code":"ReplicatedWriteConflictException","http_status_code":409}}},"still_processing":{"applies_when":{"response":{"service_error_code":"TransactionInProgressException","http_status_code":400}}},"crc32":{"applies_when":{"response":{"crc32body":"x-amz-crc32"}}}}}}
{"retry":"ec2","__default__":{"policies":{"request_limit_exceeded":{"applies_when":{"response":{"service_error_code":"RequestLimitExceeded","http_status_code":503}}},"ec2_throttled_exception":{"applies_when":{"response":{"service_error_code":"EC2ThrottledException","http_status_code":503}}}}}}
{"retry":"glacier","__default__":{"policies":{"timeouts":{"applies_when":{"response":{"http_status_code":408,"service_error_code":"RequestTimeoutException"}}}}}}
{"retry":"kinesis","__default__":{"policies":{"request_limit_exceeded":{"applies_when":{"response":{"service_error_code":"LimitExceededException","http_status_code":400}}}}}}
{"retry":"organizations","__default__":{"policies":{"too_many_requests":{"applies_when":{"response":{"service_error_code":"TooManyRequestsException","http_status_code":400}}}}}}
{"retry":"route53","__default__":{"policies":{"request_limit_exceeded":{"applies_when":{"response":{"service_error_code":"Throttling","http_status_code":400}}},"still_processing":{"applies_when":{"response":{"service_error_code":"PriorRequestNotComplete","http_status_code":400}}}}}}
{"retry":"s3","__default__":{"policies":{"timeouts":{"applies_when":{"response":{"http_status_code":400,"service_error_code":"RequestTimeout"}}},"contentmd5":{"applies_when":{"response":{"http_status_code":400,"service_error_code":"BadDigest"}}}}}}
{"retry":"sqs","__default__":{"policies":{"request_limit_exceeded":{"applies_when":{"response":{"service_error_code":"RequestThrottled","http_status_code":403}}}}}}
{"retry":"sts","__default__":{"policies":{"idp_unreachable_error":{"applies_when":{"response":{"service_error_code":"IDPCommunicationError","http_status_code":400}}}}}}
"""#

    static let defaults: StaticString = #"""
{"base":"base","retryMode":"standard","stsRegionalEndpoints":"regional","s3UsEast1RegionalEndpoints":"regional","connectTimeoutInMillis":1100,"tlsNegotiationTimeoutInMillis":1100}
{"mode":"cross-region","connectTimeoutInMillis":{"override":3100},"tlsNegotiationTimeoutInMillis":{"override":3100}}
{"mode":"in-region"}
{"mode":"mobile","connectTimeoutInMillis":{"override":30000},"tlsNegotiationTimeoutInMillis":{"override":30000}}
{"mode":"standard","connectTimeoutInMillis":{"override":3100},"tlsNegotiationTimeoutInMillis":{"override":3100}}
"""#
}
