// swift-format-ignore-file
import Inia
extension Zoo {
    nonisolated static let model = Inia.EmbeddedService(
    "zoo", apiVersion: "2026-01-01",
    service: #"""
{"code":"Lost","shape":"Lost"}
{"code":"NoSuchAnimal","shape":"NoSuchAnimal"}
{"metadata":"zoo","serviceId":"Zoo","apiVersion":"2026-01-01","endpointPrefix":"zoo","protocol":"json","protocols":["json"],"jsonVersion":"1.1","targetPrefix":"Zoo","signatureVersion":"v4"}
{"operation":"Feed","input":"FeedRequest"}
{"operation":"GetAnimal","input":"GetAnimalRequest","output":"Animal","errors":["NoSuchAnimal"]}
{"operation":"Import","deprecated":true}
{"operation":"ListAnimals","input":"ListAnimalsRequest","output":"ListAnimalsOutput"}
{"operation":"Watch","output":"WatchOutput"}
{"shape":"Animal","type":"structure","members":{"ETag":"Name","Kind":"Kind","Young":"Animals","Food":"Food","Secret":"Secret","Born":"Time","Type":"Type","Notes":"Notes","Picture":"Picture","Open":"Open","Aliases":"SparseNames","Weight":"Weight","Count":"Count","IsTame":"Truth","Item":"AttributeValue"}}
{"shape":"Animals","type":"list","member":"Animal"}
{"shape":"AttributeList","type":"list","member":"AttributeValue"}
{"shape":"AttributeValue","type":"structure","members":{"S":"Name","N":"Name","B":"Picture","SS":"Names","NS":"Names","BS":"Pictures","M":"Attributes","L":"AttributeList","NULL":"Truth","BOOL":"Truth"}}
{"shape":"Attributes","type":"map","key":"Name","value":"AttributeValue"}
{"shape":"Count","type":"integer"}
{"shape":"FeedRequest","type":"structure","required":["Food"],"members":{"Food":"Food","Schedule":"Schedule"}}
{"shape":"Fish","type":"structure","members":{"Species":"Name"}}
{"shape":"Food","type":"structure","union":true,"members":{"Fish":"Fish","Mix":"Food","None":"Name","Riddle":"Secret"}}
{"shape":"GetAnimalRequest","type":"structure","required":["Name","options"],"members":{"Name":"Name","options":"Names","Token":{"shape":"Name","idempotencyToken":true},"hash":"Name","default":{"shape":"Name","deprecated":true}}}
{"shape":"Kind","type":"string","enum":["DOLPHIN","sea-lion","none","DOLPHIN_2","2.5","*"]}
{"shape":"ListAnimalsOutput","type":"structure","members":{"Animals":"Animals","NextToken":"Name"}}
{"shape":"ListAnimalsRequest","type":"structure","members":{"NextToken":"Name"}}
{"shape":"Lost","type":"structure","exception":true,"members":{"message":"Name"}}
{"shape":"Name","type":"string"}
{"shape":"Names","type":"list","member":"Name"}
{"shape":"NoSuchAnimal","type":"structure","exception":true,"error":{"code":"NoSuchAnimal","httpStatusCode":404},"members":{"message":"Name","Nearest":"Name"}}
{"shape":"Notes","type":"map","key":"Kind","value":"Name"}
{"shape":"Open","type":"structure","document":true,"members":{}}
{"shape":"Picture","type":"blob"}
{"shape":"Pictures","type":"list","member":"Picture"}
{"shape":"Schedule","type":"structure","members":{"Hour":"Count"}}
{"shape":"Secret","type":"string","sensitive":true}
{"shape":"Seen","type":"structure","event":true,"members":{"Name":"Name"}}
{"shape":"Sightings","type":"structure","eventstream":true,"members":{"Seen":"Seen","Lost":"Lost"}}
{"shape":"SparseNames","type":"list","member":"Name","sparse":true}
{"shape":"Time","type":"timestamp"}
{"shape":"Truth","type":"boolean"}
{"shape":"Type","type":"structure","members":{"Error":"Name"}}
{"shape":"WatchOutput","type":"structure","members":{"Events":{"shape":"Sightings","eventstream":true}}}
{"shape":"Weight","type":"double"}
"""#,
    paginators: #"""
{"paginator":"ListAnimals","input_token":"NextToken","output_token":"NextToken","result_key":"Animals"}
"""#,
    waiters: #"""
{"waiter":"AnimalExists","operation":"GetAnimal","delay":1,"maxAttempts":3,"acceptors":[{"state":"success","matcher":"status","expected":200},{"state":"retry","matcher":"error","expected":"NoSuchAnimal"}]}
"""#)
}
