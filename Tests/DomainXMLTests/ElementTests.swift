import Testing

@testable import DomainXML

@Suite("XML")
struct ElementTests {
    @Test("Text and attributes are escaped")
    func escaping() {
        let element = Element("a", ["b": "<\"&\n"], text: "1 < 2 & \"3\" \u{1}")
        #expect(element.written == "<a b=\"&lt;&quot;&amp;&#10;\">1 &lt; 2 &amp; \"3\" \u{FFFD}</a>\n")
    }

    @Test("Attributes without a value are left out, children are indented")
    func shape() {
        let element = Element("a", ["b": nil, "c": "d"], [Element("e")])
        #expect(element.written == "<a c=\"d\">\n  <e/>\n</a>\n")
    }
}
