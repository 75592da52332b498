/// The aws command line's spelling of AWS's names: `ListObjectsV2` is `list-objects-v2`.
enum CommandName {
    /// A name's words in lower case, joined by hyphens, by botocore's rules and its list of exceptions.
    static func kebab(_ name: String) -> String {
        exceptions[name] ?? byRule(name)
    }

    private static func byRule(_ name: String) -> String {
        if name.contains("-") { return name }
        var text = Array(name.utf8)
        // A plural acronym at the end is one word: ListWebACLs is list-web-acls.
        if text.last == UInt8(ascii: "s"), text.count > 2 {
            let capitals = text.dropLast().reversed().prefix { $0.isCapital }.count
            if capitals >= 2 {
                let start = text.count - 1 - capitals
                text = text[..<start] + [hyphen] + text[start...].map(\.lowered)
            }
        }
        return String(decoding: splitAfterLowercase(splitBeforeWords(text)).map(\.lowered), as: UTF8.self)
    }

    private static let hyphen = UInt8(ascii: "-")

    /// A hyphen before each capital that begins a word, unless it begins the name: `HTTPPort` to `HTTP-Port`.
    private static func splitBeforeWords(_ text: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        var index = 0
        while index < text.count {
            // The character before the capital is consumed with it, so that matches do not overlap.
            if index + 2 < text.count, text[index + 1].isCapital, text[index + 2].isSmall {
                out += [text[index], hyphen, text[index + 1], text[index + 2]]
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

    /// A hyphen between a small letter or digit and a capital: `iSCSI` to `i-SCSI`.
    private static func splitAfterLowercase(_ text: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        for (index, byte) in text.enumerated() {
            if index > 0, byte.isCapital, text[index - 1].isSmall || text[index - 1].isDigit { out.append(hyphen) }
            out.append(byte)
        }
        return out
    }

    /// Names that the rules would tear apart.
    private static let exceptions: [String: String] = {
        var table = [
            "CreateCachediSCSIVolume": "create-cached-iscsi-volume",
            "CreateStorediSCSIVolume": "create-stored-iscsi-volume",
            "DescribeCachediSCSIVolumes": "describe-cached-iscsi-volumes",
            "DescribeStorediSCSIVolumes": "describe-stored-iscsi-volumes",
            "ExecutePartiQLBatch": "execute-partiql-batch",
            "ExecutePartiQLStatement": "execute-partiql-statement",
            "ExecutePartiQLTransaction": "execute-partiql-transaction",
            "GetOTelEnrichment": "get-otel-enrichment",
            "ListHITsForQualificationType": "list-hits-for-qualification-type",
            "StartOTelEnrichment": "start-otel-enrichment",
            "StopOTelEnrichment": "stop-otel-enrichment",
        ]
        // One word to AWS, two to the rules.
        for name in [
            "AssociateWhatsAppBusinessAccount", "CreateWhatsAppMessageTemplate",
            "CreateWhatsAppMessageTemplateFromLibrary", "CreateWhatsAppMessageTemplateMedia",
            "DeleteWhatsAppMessageMedia", "DeleteWhatsAppMessageTemplate", "DisassociateWhatsAppBusinessAccount",
            "GetLinkedWhatsAppBusinessAccount", "GetLinkedWhatsAppBusinessAccountPhoneNumber",
            "GetWhatsAppMessageMedia", "GetWhatsAppMessageTemplate", "ListLinkedWhatsAppBusinessAccounts",
            "ListWhatsAppMessageTemplates", "ListWhatsAppTemplateLibrary", "PostWhatsAppMessageMedia",
            "PutWhatsAppBusinessAccountEventDestinations", "SendWhatsAppMessage", "UpdateWhatsAppMessageTemplate",
        ] {
            table[name] = byRule(name.replacing("WhatsApp", with: "Whatsapp"))
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
