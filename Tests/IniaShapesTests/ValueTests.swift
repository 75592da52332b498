import IniaPrimitives
import IniaShapes
import Testing

@Suite struct ValueTests {
    @Test func `a path of names that are not there ends in null`() {
        let value: Value = ["Contents": [["Key": "a"]]]
        #expect(value.Contents[0].Key.asString == "a")
        #expect(value.Contents[1].Key.asString == nil)
        #expect(value.Nothing.At.All[7].asIsNull)
    }
}
