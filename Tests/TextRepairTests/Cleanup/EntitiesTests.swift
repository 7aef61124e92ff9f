import Testing

@testable import TextRepair

@Suite("References and escapes that show")
struct EntitiesTests {
  private static func decoded(_ text: String) -> String {
    var log = EditLog(text.unicodeScalars.map(\.value))
    Entities.decode(&log)
    return String(scalars: log.scalars)
  }

  @Test(
    "references are decoded",
    arguments: [
      ("&amp;", "&"), ("&lt;b&gt;", "<b>"), ("&quot;x&quot;", "\"x\""), ("&rsquo;", "’"),
      ("&eacute;", "é"), ("&nbsp;x", " x"), ("&#8217;", "’"), ("&#x2019;", "’"),
      ("&#X2019;", "’"), ("&#39;", "'"), ("&#160;x", " x"), ("&#150;", "–"), ("&#x80;", "€"),
      ("&#129;", "\u{81}"), ("&#10;", "\n"), ("&#128512;", "😀"), ("&amp;#8217;", "’"),
      ("&amp;amp;amp;", "&"), ("&#8217 s", "’ s"), ("&eacutetat", "état"), ("&copy 2031", "© 2031"),
      ("&szlig;&aring;", "ßå"), ("&hellip;", "…"), ("&euro;5", "€5"),
    ])
  func decodes(_ pair: (String, String)) {
    #expect(Self.decoded(pair.0) == pair.1)
  }

  @Test(
    "what is no reference stays",
    arguments: [
      "&", "&&", "& amp;", "&;", "&a;", "&nosuchname;", "&#;", "&#x;", "&#5;", "&#1114112;",
      "&#12 ", "&#55357;", "R&D", "AT&T", "?a=1&copy=2", "?x=1&amp", "&#0;", "&#7;",
      "/a?b&eacute=1", "&verylongnamethatisnone;",
    ])
  func leaves(_ text: String) {
    #expect(Self.decoded(text) == text)
  }

  @Test(
    "escapes of JSON are decoded",
    arguments: [
      ("caf\\u00e9", "café"), ("\\u2019s", "’s"), ("\\u2019S \\u00E9", "’S é"),
      ("\\ud83d\\ude00", "😀"), ("a\\u00a0b", "a b"),
    ])
  func unescapes(_ pair: (String, String)) {
    #expect(Self.decoded(pair.0) == pair.1)
  }

  @Test(
    "escapes in programs, of ASCII, cut short or escaped themselves stay",
    arguments: [
      "\\u0041", "\\u20", "\\u20zz x", "\\\\u2019", "\"\\u2019\"", "'\\u2019'", "{\"a\": \\u2019}",
      "[\\u2019]", "\\x92", "\\ud83d x", "C:\\users",
    ])
  func leavesEscapes(_ text: String) {
    #expect(Self.decoded(text) == text)
  }

  @Test("names are those of HTML that stand for one scalar, the long ones of mathematics left out")
  func knowsNames() {
    let names = Entities.scalarOfName
    #expect(names.count == 1823)
    #expect(names[Array("eacute".utf8)] == 0xE9)
    #expect(names[Array("nbsp".utf8)] == 0xA0)
    #expect(names[Array("Tab".utf8)] == nil)
    #expect(names[Array("LongLeftArrow".utf8)] == nil)
    #expect(names[Array("acE".utf8)] == nil)
  }
}
