import IniaSigning
import Testing

@Suite struct CredentialsTests {
    @Test func `secrets show in no description and no mirror`() {
        let credentials = Credentials(accessKeyID: "AKID", secretAccessKey: "hush", sessionToken: "mum")
        var dumped = ""
        dump(credentials, to: &dumped)
        dump(BearerToken("hush"), to: &dumped)
        let text = "\(credentials) \(String(reflecting: credentials)) \(BearerToken("hush")) \(dumped)"
        #expect(text.contains("AKID"))
        #expect(!text.contains("hush") && !text.contains("mum"))
    }

    @Test func `an empty token or account is none`() {
        let credentials = Credentials(accessKeyID: "AKID", secretAccessKey: "hush", sessionToken: "", accountID: "")
        #expect(credentials.sessionToken == nil)
        #expect(credentials.accountID == nil)
    }
}
