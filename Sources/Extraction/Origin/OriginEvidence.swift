/// What stands around a text and in the head of its page, as far as it may say who published it first.
///
/// Made where the page is read; what other sources say of the article is joined later.
package struct OriginEvidence: Sendable {
  /// Short lines between the headline and the text, in reading order.
  var head: [String] = []
  /// Lines among the text's last paragraphs and behind them, without captions.
  var end: [String] = []
  /// Authors and sources as the page's data states them.
  var bylines: [String] = []
  /// The location of the report by the page's data.
  var dateline: String?
  /// Names of papers as the page's data states them for a source.
  var sources: [String] = []
  /// Names of the site, the one that the page shows, and the page's titles.
  var siteNames: Set<String> = []
  var shownName: String?
  var titles: [String] = []
  /// The host that serves the page, where something outside of the page says so.
  var servedHost: String?
  /// The host of the address that the page gives for sharing.
  var sharedHost: String?
  /// The host that most of the page's links lead to, where nothing else names the page's own.
  var linkedHost: String?
  /// Names by which the page calls its own front page.
  var homeNames: [String] = []
  /// The names that sentences on who published first set a link on.
  var linkNames: [String] = []
  /// Words in bold type at the start of the text.
  var boldStart: String?
  /// Words at the start of a paragraph whose element's class calls them a location.
  var locationMark: String?
  /// Lines that say who delivered the text, as they stand below its pictures.
  var providers: [String] = []
  /// Addresses to which lines such as `Read the original article` lead, with the name in the line before.
  var originalLinks: [(address: String, name: String?)] = []
  /// Addresses to which lines such as `Continue reading at …` lead.
  var readOnLinks: [String] = []
  /// How many lines of `head` stand above the text.
  var aboveCount = 0
  /// Who publishes the page by its linked data.
  var dataPublisher: String?
  /// The address that the page gives as its original's.
  var originalURL: String?

  /// The longest line that is kept, in bytes.
  static let byteLimit = 400
  /// Lines of each kind.
  static let lineLimit = 24

  /// Adds a block's lines.
  static func add(_ text: String, to lines: inout [String]) {
    guard text.utf8.contains(UInt8(ascii: "\n")) else {
      if lines.count < lineLimit, text.utf8.count <= byteLimit { lines.append(text) }
      return
    }
    for line in text.split(separator: "\n")
    where lines.count < lineLimit && line.utf8.count <= byteLimit {
      lines.append(String(line))
    }
  }
}
