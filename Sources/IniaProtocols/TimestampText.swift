import IniaFormats
import IniaPrimitives
import IniaShapes
import IniaText

/// Writes points in time as a protocol has them.
struct TimestampText {
    let precision: CodecOptions.TimestampPrecision

    /// A point in time as it is written.
    enum Form {
        case text(String)
        case integer(Int64)
        case float(Double)

        var text: String {
            switch self {
            case .text(let text): text
            case .integer(let number): String(number)
            case .float(let number): PythonText.text(of: number)
            }
        }
    }

    /// - Parameter format: the format where the shape demands none.
    func form(
        of time: Timestamp, for shape: Shape, otherwise format: Traits.TimestampFormat
    ) throws(FormatError) -> Form {
        switch shape.traits.timestampFormat ?? format {
        case .iso8601:
            return .text(try Dates.iso8601(time, precision == .milliseconds ? .milliseconds : .microsecondsIfAny))
        case .rfc822:
            return .text(try Dates.httpDate(time))
        case .unixTimestamp:
            guard precision == .milliseconds else { return .integer(time.seconds) }
            return .float(Double(time.seconds) + Double(time.nanoseconds / 1_000_000) / 1000)
        }
    }
}

/// Writes scalars as the text that query strings, forms, headers and XML have of them.
struct ScalarText {
    let times: TimestampText

    /// The text, or nil where the value is null, a container or a stream.
    ///
    /// - Parameter format: the format of timestamps whose shape demands none.
    func text(
        of value: Value, for shape: Shape, timestamps format: Traits.TimestampFormat
    ) throws(FormatError) -> String? {
        switch value {
        case .string(let text): text
        case .boolean(let truth): truth ? "true" : "false"
        case .integer(let number): String(number)
        case .float(let number): PythonText.text(of: number)
        case .timestamp(let time): try times.form(of: time, for: shape, otherwise: format).text
        case .blob(let bytes): Base64.encode(bytes)
        case .body(let body):
            if case .bytes(let bytes) = body.content { Base64.encode(bytes) } else { nil }
        case .document(let document):
            switch document {
            case .string(let text), .decimal(let text): text
            case .boolean(let truth): truth ? "true" : "false"
            case .integer(let number): String(number)
            case .float(let number): PythonText.text(of: number)
            case .null, .list, .map: nil
            }
        case .null, .list, .map, .structure, .attribute, .events: nil
        }
    }
}

extension Shape {
    /// What stands for a shape where a value has none: unchecked input of a kind that the model does not have there.
    static let untyped = Shape(name: "", kind: .string)

    /// The shape of elements or map values, or the untyped one where this has none.
    func elementShapeOrUntyped() throws(ModelError) -> Shape {
        element == nil ? .untyped : try elementShape
    }

    /// The shape of map keys, or the untyped one where this has none.
    func keyShapeOrUntyped() throws(ModelError) -> Shape {
        key == nil ? .untyped : try keyShape
    }
}
