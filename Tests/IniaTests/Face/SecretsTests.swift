import Inia
import IniaHost
import IniaSettings
import Testing

@Suite struct SecretsTests {
    @Test func `neither a configuration nor what it is made of shows secrets when it is printed or dumped`() throws {
        var config = Config()
        config.region = "eu-west-1"
        config.proxies = ["https": "http://user:hunter2@proxy"]
        config.credentials = .fixed(Credentials(accessKeyID: "AKID", secretAccessKey: "hunter2"))
        let environment = Environment(["AWS_SECRET_ACCESS_KEY": "hunter2"], home: "/home")
        let file = "[default]\naws_secret_access_key = hunter2\nplugin =\n  token = hunter2\n"
        let files = try SharedConfiguration(config: (path: "config", text: file), credentials: nil)
        var text = "\(config) \(environment) \(files)"
        dump(config, to: &text)
        dump(environment, to: &text)
        dump(files, to: &text)
        #expect(text.contains("eu-west-1") && text.contains("AWS_SECRET_ACCESS_KEY") && text.contains("plugin"))
        #expect(!text.contains("hunter2"))
    }
}
