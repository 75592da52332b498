import IniaFormats
import IniaPrimitives
import IniaText
import Testing

@Suite struct XMLTests {
    private func read(_ text: String) throws -> XMLElement { try XMLReader.document(Bytes(utf8: text)) }

    @Test func `a document becomes a tree with names, attributes and text`() throws {
        let text = """
            \u{FEFF}<?xml version="1.0" encoding="UTF-8"?><!-- c --><?p x?>
            <a xmlns="u" xmlns:x='v' b="1 &lt;&#x41;" x:c = '2'>t&amp;<![CDATA[<&]]><!-- c -->r<d/>tail<x:e > </x:e></a>
            <!-- after -->
            """
        let root = XMLElement(
            name: XMLName("a", uri: "u"),
            attributes: [
                XMLAttribute(name: XMLName("b"), value: "1 <A"),
                XMLAttribute(name: XMLName("c", prefix: "x", uri: "v"), value: "2"),
            ], text: "t&<&r",
            children: [
                XMLElement(name: XMLName("d", uri: "u")),
                XMLElement(name: XMLName("e", prefix: "x", uri: "v"), text: " "),
            ])
        #expect(try read(text) == root)
    }

    @Test func `namespaces end with the element that declares them`() throws {
        let root = try read("<a><b xmlns='u'><c xmlns=''/></b><d/></a>")
        #expect(root.children[0].name.uri == "u")
        #expect(root["b"]?["c"]?.name.uri == nil)
        #expect(root["d"]?.name.uri == nil)
        #expect(throws: FormatError.self) { try read("<a><b xmlns:p='u'/><p:c/></a>") }
    }

    @Test func `line ends are one line feed in text and one space in attributes`() throws {
        let root = try read("<a b=\"x\r\ny\t\n&#10;\">p\r\nq\rs<![CDATA[\r\n]]>&#13;</a>")
        #expect(root.attributes[0].value == "x y  \n")
        #expect(root.text == "p\nq\ns\n\r")
    }

    @Test(arguments: [
        "", "  ", "x<a/>", "<a/>x", "<a/><b/>", "<a>", "<a", "<a></b>", "< a/>", "</a>", "<a></a", "<a b/>", "<a b=1/>",
        "<a b='<'/>", "<a b='1' b='2'/>", "<a b='1'c='2'/>", "<a xmlns:x='u' xmlns:y='u' x:b='1' y:b='2'/>", "<x:a/>",
        "<a xmlns:x=''/>", "<a:b:c xmlns:a='u'/>", "<:a/>", "<a:/>", "<a><!-- a -- b --></a>", "<a>\u{1}</a>",
        "<a>&#0;</a>", "<a>&#1;</a>", "<a>&#xFFFE;</a>", "<a>\u{FFFE}</a>", "<a>&#xD800;</a>", "<a>&#x110000;</a>",
        "<a>&foo;</a>", "<a>&lt</a>", "<a>&#x;</a>", "<a>&#X41;</a>", "<a>&</a>", "<a>]]></a>", "<1a/>",
        "<a xmlns:xml='u'/>",
        "<a xmlns:xmlns='u'/>", "<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>", "<!DOCTYPE a []><a/>",
        "<!DOCTYPE><a/>", "<!DOCTYPE a", "<!DOCTYPE a SYSTEM><a/>", "<!DOCTYPE a PUBLIC 'p'><a/>", "<!doctype a><a/>",
        "<!DOCTYPE a SYSTEM 's><a/>", "<!DOCTYPE a 's'><a/>", "<!DOCTYPE a><!DOCTYPE a><a/>", "<a/><!DOCTYPE a>",
        "<a><!DOCTYPE a></a>", "<![CDATA[x]]><a/>",
        "<?xml encoding='utf-8'?><a/>", " <?xml version='1.0'?><a/>", "<?XML version='1.0'?><a/>",
        "<?xml version='1.0' standalone='maybe'?><a/>", "<a xmlns='u' xmlns='v'/>", "<a><![CDATA[x</a>", "<a><?p</a>",
        "<a>&#99999999999999999999999;</a>",
    ])
    func `what is no XML is refused, read or skipped`(text: String) {
        #expect(throws: FormatError.self) { try read(text) }
        #expect(throws: FormatError.self) { try skip(Bytes(utf8: text)) }
    }

    @Test(arguments: [
        "<!DOCTYPE html>", "<?xml version='1.0'?>\n<!-- c --><!DOCTYPE a:b >\n", "<!DOCTYPE a SYSTEM \"a'>b\">",
        "<!DOCTYPE a PUBLIC '-//X//Y' \"u\" ><?p?>",
    ])
    func `a document type that only has a name and a place is passed over`(prolog: String) throws {
        #expect(try read(prolog + "<a>1</a>") == XMLElement(name: XMLName("a"), text: "1"))
    }

    @Test func `bytes that are not UTF-8 are refused`() {
        #expect(throws: FormatError.self) {
            try XMLReader.document(Bytes([0x3C, 0x61, 0x3E, 0xFF, 0x3C, 0x2F, 0x61, 0x3E]))
        }
    }

    @Test func `an element is read child by child, by names and texts`() throws {
        try Bytes(utf8: "<r>  <a>1</a><b><c/>x</b><d>2<e>3</e>4</d><f k='v'/></r>").withUnsafeBytes { memory in
            var reader = XMLReader(memory)
            #expect(try reader.nextChild())
            #expect(try reader.nextChild())
            let firstName = Array(reader.nameBytes)
            #expect(firstName == Array("a".utf8))
            #expect(try reader.readText() == "1")
            #expect(try reader.nextChild())
            try reader.skipElement()
            #expect(try reader.nextChild())
            let name = reader.name
            #expect(name == XMLName("d"))
            #expect(try reader.readText() == "2")
            #expect(try reader.nextChild())
            #expect(try reader.attributes() == [XMLAttribute(name: XMLName("k"), value: "v")])
            #expect(try reader.readText() == "")
            #expect(try reader.nextChild() == false)
            #expect(try reader.nextChild() == false)
            try reader.finish()
        }
    }

    @Test func `a text is the same wherever its marks stand in it`() throws {
        let marks = [
            ("", ""), ("&lt;", "<"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&"), ("&gt;", ">"), ("]", "]"),
            ("]]", "]]"), ("\r", "\n"), ("\r\n", "\n"), ("<!--c-->", ""), ("<![CDATA[x\r]]>", "x\n"), ("é", "é"),
        ]
        for (written, meant) in marks {
            for (before, after) in [(0, 0), (0, 9), (7, 0), (8, 8), (9, 31), (40, 3)] {
                let (start, end) = (String(repeating: "s", count: before), String(repeating: "e", count: after))
                for name in ["a", "abcdefg", "abcdefgh", "x:abcdefghijklmnopq"] {
                    for tail in ["", " ", "<b/>t"] {
                        let close = tail == " " ? "</\(name) >" : "\(tail)</\(name)>"
                        let root = try read("<r xmlns:x='u'><\(name)>\(start)\(written)\(end)\(close)<z/></r>")
                        #expect(root.children.count == 2)
                        #expect(root.children[0].text == start + meant + end)
                    }
                }
            }
        }
        for text in ["<r><ab>x</aB></r>", "<r><ab>x</abc></r>", "<r><ab>x</a></r>", "<r><ab>x<ab></r>", "<r>x</r"] {
            #expect(throws: FormatError.self) { try read(text) }
        }
    }

    @Test func `nesting and namespaces are bounded`() {
        let deep = Bytes(utf8: String(repeating: "<a>", count: 100_000))
        #expect(throws: FormatError(.tooDeep, "XML is nested deeper than 512 levels", offset: 512 * 3)) {
            try XMLReader.document(deep)
        }
        let declarations = (0..<300).map { " xmlns:p\($0)='u'" }.joined()
        #expect(throws: FormatError.self) { try read("<a\(declarations)/>") }
    }

    @Test func `every cut is refused and no change of a byte traps`() {
        let text = Array("<?xml version='1.0'?><a xmlns:x='u' x:b='&#65;'>t<!--c--><![CDATA[d]]><x:e/>é&gt;</a>".utf8)
        for length in text.indices {
            #expect(throws: FormatError.self) { try XMLReader.document(Bytes(Array(text[..<length]))) }
        }
        for place in text.indices {
            for byte in UInt8.min...UInt8.max {
                var changed = text
                changed[place] = byte
                let isRead = (try? XMLReader.document(Bytes(changed))) != nil
                #expect(((try? skip(Bytes(changed))) != nil) == isRead)
            }
        }
    }

    @Test func `XML is written as Python's ElementTree writes it`() {
        var writer = XMLWriter()
        writer.begin("a")
        writer.attribute("b", "1")
        writer.attribute("c", "<&>\"'\r\n\té")
        writer.attribute("b", "2")
        writer.begin("d")
        writer.text("")
        writer.end()
        writer.begin("e")
        writer.text("<&>\"\r\n")
        writer.end()
        writer.begin("f")
        writer.attribute("g", "")
        writer.end()
        writer.end()
        let expected =
            "<a b=\"2\" c=\"&lt;&amp;&gt;&quot;'&#13;&#10;&#09;é\"><d /><e>&lt;&amp;&gt;\"\r\n</e><f g=\"\" /></a>"
        #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
    }

    private func skip(_ bytes: Bytes) throws {
        try bytes.withUnsafeBytes { memory in
            var reader = XMLReader(memory)
            _ = try reader.nextChild()
            try reader.skipElement()
            try reader.finish()
        }
    }
}
