/// Texts that a scraper might bring and a page must survive: markup, quotation marks with accents, marks of
/// direction, control characters, syntax of templates, very long words. Made by a generator with a seed, so that
/// a failure comes again.
enum HostileText {
  static let all: [String] = {
    var generator = Generator(state: 0x77_69_6E_6E_6F_77)
    var texts = fixed
    while texts.count < 600 {
      texts.append(made(&generator))
    }
    return texts
  }()

  /// Each of these has broken somebody's page.
  private static let fixed: [String] = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
    "' autofocus onfocus=alert(1) x='",
    "</title></style></textarea></script><h1>", "<!--", "-->", "]]>", "<![CDATA[", "&lt;b&gt;",
    "&#x3C;script&#x3E;",
    "\"\u{301} onfocus=alert(1) y=\"\u{301}", "<\u{301}script>", "'\u{200D}x='", "&\u{300}amp;",
    ">\u{FE0F}",
    "{{title}}", "{{{title}}}", "{{#x}}", "{{/x}}", "{{>head}}", "{{=<% %>=}}", "<%= 7*7 %>",
    "${7*7}", "#{7*7}",
    "{% for x in y %}", "\u{202E}gnp.exe", "\u{2066}a\u{2069}", "\u{200F}abc\u{200E}", "\u{0}nul",
    "\u{1B}[31mred\u{1B}[0m",
    "\r\n\r\nSet-Cookie: a=b", "\u{85}\u{9B}31m", "\u{FFFE}\u{FFFF}", "\u{1FFFE}", "\u{FEFF}",
    "\u{2028}\u{2029}",
    "javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "//evil.example/", "",
    String(repeating: "A", count: 20_000), String(repeating: "\u{301}", count: 500), "🏴‍☠️👩‍👩‍👧‍👦🇩🇪", "ﷺ﷽𒐫",
    "Z̸̡̛͓̣a̶l̷g̴o̵", "𝕬𝖑𝖊𝖗𝖙", "＜script＞", "‹script›", "x\u{3000}y", "\u{E0041}\u{E0042}",
  ]

  private static let pieces = [
    "<", ">", "\"", "'", "&", "/", "=", "`", "<b", "<svg/onload=", "<a href=", "</p>", "<!", "?>",
    "onclick", "style",
    "{{", "}}", "{%", "%>", "${", "\u{301}", "\u{200D}", "\u{202E}", "\u{2067}", "\u{0}", "\u{8}",
    "\u{7F}", "\u{90}",
    "\u{FFFF}", "&amp", "&#0;", "&#x202E;", " ", "\n", "\t", "a", "Ω", "ש", "م", "界", "ไ", "é", "😀",
    "script", "javascript:",
  ]

  private static func made(_ generator: inout Generator) -> String {
    (0..<Int.random(in: 1...24, using: &generator))
      .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
  }

  /// SplitMix64.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
      return mixed ^ mixed >> 31
    }
  }
}
