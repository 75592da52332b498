public import FoundationEssentials
public import Inia
internal import IniaHTTP
internal import IniaPrimitives

extension URL {
    /// Creates a URL, such as that of a presigned request; nil where Foundation does not take it.
    public init?(_ url: HTTPURL) { self.init(string: url.text) }
}

extension HTTPURL {
    /// Creates the URL of a request; nil where it is not an absolute one of `http` or `https`.
    public init?(_ url: URL) { self.init(url.absoluteString) }
}

extension Body {
    /// A body of the file that a URL refers to, read when it is sent; nil where the URL is not of a file.
    public static func file(_ url: URL) -> Body? {
        url.isFileURL ? Body(.file(path: url.path, offset: 0, count: nil)) : nil
    }
}
