/// The spellings of AWS's names.
package enum Names {
    /// A name in `snake_case` as botocore spells it: `ListObjectsV2` is `list_objects_v2`.
    package static func snakeCase(_ name: String) -> String {
        split(exceptions[name] ?? name, by: UInt8(ascii: "_"))
    }

    /// A name in `kebab-case` as the aws command line spells it: `ListObjectsV2` is `list-objects-v2`.
    package static func kebabCase(_ name: String) -> String {
        split(exceptions[name] ?? name, by: UInt8(ascii: "-"))
    }

    /// A name's words in small letters, by botocore's rules.
    private static func split(_ name: String, by separator: UInt8) -> String {
        if name.utf8.contains(separator) { return name }
        var text = Array(name.utf8)
        // A plural acronym at the end is one word: ListWebACLs is list_web_acls.
        if text.last == UInt8(ascii: "s"), text.count > 2 {
            let capitals = text.dropLast().reversed().prefix { $0.isCapital }.count
            if capitals >= 2 {
                let start = text.count - 1 - capitals
                text = text[..<start] + [separator] + text[start...].map(\.lowered)
            }
        }
        return String(
            decoding: splitAfterLowercase(splitBeforeWords(text, separator), separator).map(\.lowered), as: UTF8.self)
    }

    /// A separator before each capital that begins a word, unless it begins the name: `HTTPPort` to `HTTP_Port`.
    private static func splitBeforeWords(_ text: [UInt8], _ separator: UInt8) -> [UInt8] {
        var out: [UInt8] = []
        var index = 0
        while index < text.count {
            // The character before the capital is consumed with it, so that matches do not overlap.
            if index + 2 < text.count, text[index + 1].isCapital, text[index + 2].isSmall {
                out += [text[index], separator, text[index + 1], text[index + 2]]
                index += 3
                while index < text.count, text[index].isSmall {
                    out.append(text[index])
                    index += 1
                }
            } else {
                out.append(text[index])
                index += 1
            }
        }
        return out
    }

    /// A separator between a small letter or digit and a capital: `iSCSI` to `i_SCSI`.
    private static func splitAfterLowercase(_ text: [UInt8], _ separator: UInt8) -> [UInt8] {
        var out: [UInt8] = []
        for (index, byte) in text.enumerated() {
            if index > 0, byte.isCapital, text[index - 1].isSmall || text[index - 1].isDigit { out.append(separator) }
            out.append(byte)
        }
        return out
    }

    /// Names that the rules would tear apart, as they would have to be written to come out right.
    private static let exceptions: [String: String] = {
        var table = [
            "CreateCachediSCSIVolume": "CreateCachedIscsiVolume", "CreateStorediSCSIVolume": "CreateStoredIscsiVolume",
            "DescribeCachediSCSIVolumes": "DescribeCachedIscsiVolumes",
            "DescribeStorediSCSIVolumes": "DescribeStoredIscsiVolumes", "ExecutePartiQLBatch": "ExecutePartiqlBatch",
            "ExecutePartiQLStatement": "ExecutePartiqlStatement",
            "ExecutePartiQLTransaction": "ExecutePartiqlTransaction", "GetOTelEnrichment": "GetOtelEnrichment",
            "ListHITsForQualificationType": "ListHitsForQualificationType",
            "StartOTelEnrichment": "StartOtelEnrichment", "StopOTelEnrichment": "StopOtelEnrichment",
        ]
        // One word to AWS, two to the rules; names that botocore does not list are torn apart.
        for name in [
            "AssociateWhatsAppBusinessAccount", "CreateWhatsAppMessageTemplate",
            "CreateWhatsAppMessageTemplateFromLibrary", "CreateWhatsAppMessageTemplateMedia",
            "DeleteWhatsAppMessageMedia", "DeleteWhatsAppMessageTemplate", "DisassociateWhatsAppBusinessAccount",
            "GetLinkedWhatsAppBusinessAccount", "GetLinkedWhatsAppBusinessAccountPhoneNumber",
            "GetWhatsAppMessageMedia", "GetWhatsAppMessageTemplate", "ListLinkedWhatsAppBusinessAccounts",
            "ListWhatsAppMessageTemplates", "ListWhatsAppTemplateLibrary", "PostWhatsAppMessageMedia",
            "PutWhatsAppBusinessAccountEventDestinations", "SendWhatsAppMessage", "UpdateWhatsAppMessageTemplate",
        ] {
            table[name] = name.replacing("WhatsApp", with: "Whatsapp")
        }
        return table
    }()
}

extension UInt8 {
    fileprivate var isCapital: Bool { self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") }
    fileprivate var isSmall: Bool { self >= UInt8(ascii: "a") && self <= UInt8(ascii: "z") }
    fileprivate var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
    fileprivate var lowered: UInt8 { isCapital ? self | 0x20 : self }
}
