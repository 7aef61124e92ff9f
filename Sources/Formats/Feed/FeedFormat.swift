extension FormatName {
  static var feed: FormatName { FormatName("feed") }
}

/// RSS, Atom, RDF, CDF and WordPress' export.
struct FeedFormat: Format {
  static let name = FormatName.feed

  static let documentation = [
    FormatDocumentation(
      name: "feed",
      read: "items of RSS 0.9 to 2.0, RDF, Atom 0.3 and 1.0, CDF, WordPress' export",
      producers: "feed readers, WordPress", fields: "link, dates, authors, categories, language",
      refused: "feeds without an item")
  ]

  static let seeds = [
    FormatSeed(
      "feed", fileName: "x.xml",
      beginnings: [
        "<rss><channel><item>", "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry>",
        "<?xml version=\"1.0\" encoding=\"windows-1251\"?><rss><channel><item><title>",
        "<rdf:RDF><item>",
      ],
      sample: "<rss><channel><title>N</title><item><title>A</title><link>https://a.example/</link>"
        + "<description><![CDATA[<p>b</p>]]></description>"
        + "<pubDate>Mon, 03 Feb 2031 10:00:00 +0300</pubDate></item></channel></rss>")
  ]

  func recognises(_ head: FileHead, at stage: SniffingStage) throws -> Bool {
    switch stage {
    case .signature: false
    case .opening: try head.markupFormat() == .feed
    case .content: MarkupSniffer.feed(in: head.opening) != nil
    }
  }

  func open(_ input: FormatInput) -> any RecordFramer {
    FeedFramer(input.window, origin: input.origin, settings: input.settings)
  }

  func holdsManyRecords(_ body: [UInt8]) -> Bool { true }

  func declaredEncodings(in head: ArraySlice<UInt8>) -> [CharsetReading.Label]? {
    MarkupCharset.labels(in: Array(head.drop { $0 != UInt8(ascii: "<") }))
  }
}
