import IniaHTTP
import IniaPrimitives
import IniaSigning

/// Credentials and times of AWS's published examples.
enum Examples {
    static let credentials = Credentials(
        accessKeyID: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
    static let temporary = Credentials(
        accessKeyID: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", sessionToken: "tok/en="
    )
    static let s3Credentials = Credentials(
        accessKeyID: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
    /// 2015-08-30T12:36:00Z
    static let time = Timestamp(seconds: 1_440_938_160)
    /// 2013-05-24T00:00:00Z
    static let s3Time = Timestamp(seconds: 1_369_353_600)

    static func request(_ method: String, _ url: String, _ headers: [(String, String)] = []) throws -> HTTPRequest {
        guard let url = HTTPURL(url) else { throw SigningError(.unusableRequest, during: "reading \(url)") }
        var request = HTTPRequest(method: method, url: url)
        for (name, value) in headers { try request.headers.add(name, value) }
        return request
    }
}
