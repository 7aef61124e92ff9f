import Bytes
import Model
import HTMLTree

/// Chooses when an article was published and last changed.
struct DateChooser {
  private let metadata: PageMetadata
  private let blocks: PageBlocks
  /// When an archive saved the page, to the minute: no date of its article.
  private let captures: Set<String>
  private(set) var published: DatedValue?
  private(set) var modified: DatedValue?

  /// `blocks` is the page's text, for dates that stand nowhere else.
  init(_ metadata: PageMetadata, blocks: PageBlocks) {
    self.metadata = metadata
    self.blocks = blocks
    captures = Set(
      [metadata.context.url, metadata.head.canonical, metadata.head.meta("og:url")]
        .compactMap { $0.flatMap { DateReader.captureMinute($0) } })
    published = read(metadata.data.published, "json-ld") ?? fromMetas()
    if let stated = published {
      published = asShown(stated)
    } else {
      published =
        fromProperties() ?? fromElements() ?? fromURL() ?? fromText()
        ?? read(metadata.data.created, "json-ld") ?? fromScripts()
    }
    modified = modifiedDate()
    if modified == nil, let shown = shownChange(),
      // What was changed before it was published is another date.
      published.map({ $0.iso.prefix(10) <= shown.iso.prefix(10) }) ?? true
    {
      modified = shown
    }
    published = published ?? modified
  }

  private func read(_ text: String?, _ source: String) -> DatedValue? {
    guard let text, let value = metadata.reader.read(text, source: source) else { return nil }
    return isPlausible(value) ? value : nil
  }

  /// News pages begin in the nineties.
  private func isPlausible(_ value: DatedValue) -> Bool {
    value.iso >= "1990" && value.iso < "2080"
      && (captures.isEmpty || !captures.contains(String(value.iso.prefix(16))))
  }

  private static let metaKeys = [
    "article:published_time", "article:published", "datepublished", "date_published",
    "published_time", "publishdate", "publish-date", "publish_date", "pubdate", "og:pubdate",
    "og:published_time", "og:article:published_time", "og:publish_date", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created",
    "dc.created", "cxenseparse:recs:publishtime", "article.published", "published",
    "publication_date", "originalpublicationdate", "article_date_original", "ptime",
    "citation_publication_date", "citation_online_date", "citation_date", "dc.date",
    "dcterms.date", "rnews:datepublished", "published-date", "created", "datecreated",
    "date_created", "shareaholic:article_published_time", "vr:published_time", "date", "doc_date",
    "article:create_at", "timestamp", "displaydate", "article-published", "issuedate",
    "bt:pubdate", "dcsext.articlefirstpublished", "pdate", "pub_date", "releasedate",
    "video:release_date", "dc.issued", "eomportal-date", "og:release_date", "article_date",
  ]

  private func fromMetas() -> DatedValue? {
    for key in DateChooser.metaKeys {
      for content in metadata.head.allMetas(key) {
        if let value = read(content, "meta:\(key)") { return value }
      }
    }
    return nil
  }

  /// The day as the page shows it, where that is not the day of the stated moment.
  ///
  /// A moment in UTC may fall on the neighbouring day; and a page that was written anew may show
  /// the day of that and no other.
  private func asShown(_ stated: DatedValue) -> DatedValue {
    guard let day = DayNumber(stated.iso) else { return stated }
    // Any date on the page bears out the stated day; only one of the article's own replaces it.
    if shownDates(ofArticle: false).contains(where: { DayNumber($0.iso)?.days == day.days }) {
      return stated
    }
    let shown = shownDates(ofArticle: true)
    if let text = metadata.data.modified ?? metadata.head.meta("article:modified_time"),
      let changed = read(text, "json-ld").flatMap({ DayNumber($0.iso) }),
      changed.days > day.days + 1,
      let renewed = shown.first(where: {
        DayNumber($0.iso).map { abs($0.days - changed.days) <= 1 } == true
      })
    {
      return renewed
    }
    if stated.iso.hasSuffix("Z") {
      let near = shown.first {
        DayNumber($0.iso).map { abs($0.days - day.days) == 1 } == true && !$0.iso.hasSuffix("Z")
      }
      if let near { return near }
      if let url = fromURL(), DayNumber(url.iso).map({ abs($0.days - day.days) }) == 1 {
        return url
      }
      return asLocalMidnight(stated)
    }
    return stated
  }

  /// 22:00 or 23:00 UTC to the second is midnight in most of Europe: a day without a time.
  private func asLocalMidnight(_ stated: DatedValue) -> DatedValue {
    let hours = stated.iso.hasSuffix("T22:00:00Z") ? 2 : stated.iso.hasSuffix("T23:00:00Z") ? 1 : 0
    guard hours > 0, let next = DayNumber.dayAfter(stated.iso) else { return stated }
    return DatedValue(
      iso: "\(next)T00:00:00+0\(hours):00", raw: stated.raw, zone: .assumed, source: stated.source)
  }

  /// Dates in the text of `time` and date elements near the headline, nearest first.
  ///
  /// With `ofArticle` those of changes, of comments and of teasers are left out.
  private func shownDates(ofArticle: Bool) -> [DatedValue] {
    let all = metadata.head.times + metadata.head.dates.map(\.node)
    let nodes = all.filter { !ofArticle || (!isMarkedModified($0) && !metadata.isOfOther($0)) }
    return ranked(nodes).prefix(8).compactMap { node in
      let text = PageHead.text(metadata.page, node, limit: 300)
      guard text.utf8.count <= 160 else { return nil }
      return metadata.reader.find(in: text, source: "shown")?.date
    }
  }

  /// Nodes after the headline first, in order; those before it later.
  private func ranked(_ nodes: [NodeID]) -> [NodeID] {
    let start = Int(metadata.headlineNode?.rawValue ?? 0)
    return nodes.map { (node: $0, distance: DateChooser.distance(of: $0, from: start)) }
      .sorted { $0.distance < $1.distance }.map(\.node)
  }

  private func fromProperties() -> DatedValue? {
    for (name, node) in metadata.head.properties
    where name.contains(utf8: "datepublished") || name == "datecreated" {
      if let value = element(node, "itemprop:\(name)") { return value }
    }
    return nil
  }

  /// The date nearest to the headline among `time` elements and those whose names speak of dates.
  ///
  /// A name that only contains such a word counts as three times as far away: the nearest `time`
  /// is often that of a teaser, the farther class often one for the page's layout.
  private func fromElements() -> DatedValue? {
    let start = Int(metadata.headlineNode?.rawValue ?? 0)
    let named = metadata.head.dates.map { (node: $0.node, weight: $0.strength == 3 ? 1 : 3) }
    let all = metadata.head.times.map { (node: $0, weight: 1) } + named
    let order = all.map { entry in
      (node: entry.node, distance: DateChooser.distance(of: entry.node, from: start) * entry.weight)
    }.sorted { $0.distance < $1.distance }
    for (node, _) in order
    where !metadata.isOfOther(node) && !metadata.isOfPageHead(node) && !isMarkedModified(node) {
      let isTime = metadata.page.tag(of: node) == .time
      if !isTime, PageHead.text(metadata.page, node, limit: 300).utf8.count > 160 { continue }
      if let value = element(node, isTime ? "time" : "dom") { return value }
    }
    return nil
  }

  /// Nodes from the headline to `node`; those before the headline count fourfold.
  private static func distance(of node: NodeID, from start: Int) -> Int {
    assert(start >= 0)
    let index = Int(node.rawValue)
    return index >= start ? index - start : (start - index) * 4 + 40
  }

  /// True for the day that an archive saved the page on, in a line that speaks of the archive.
  private func isCapture(_ date: DatedValue, in text: String) -> Bool {
    captures.contains { $0.prefix(10) == date.iso.prefix(10) } && DateLine.tellsOfCapture(text)
  }

  private func element(_ node: NodeID, _ source: String, isChange: Bool = false) -> DatedValue? {
    for name in [AttributeName.datetime, .content, .dataTimestamp, .dataDate, .dataTime, .title] {
      if let value = read(metadata.page.attributeString(name, of: node), source) { return value }
    }
    let text = PageHead.text(metadata.page, node, limit: 300)
    let dates = DateLine.labelled(text, reader: metadata.reader, source: source)
    let wanted = isChange ? DateLine.Role.change : .publication
    let found =
      dates.first { $0.role == wanted } ?? dates.first { $0.role == .unsaid }
    guard let date = found?.found.date, !isCapture(date, in: text) else { return nil }
    return isPlausible(date) ? date : nil
  }

  private func isMarkedModified(_ node: NodeID) -> Bool {
    for name in [AttributeName.itemprop, .class] {
      if let value = metadata.page.attributeString(name, of: node)?.lowercased() {
        if value.contains(utf8: "comment") { return true }
        // `published updated` is a post that was never changed.
        let isChange = value.contains(utf8: "modif") || value.contains(utf8: "update")
        if isChange, !value.contains(utf8: "publish") { return true }
      }
    }
    return shownRole(node) == .change
  }

  /// What the element itself or the line around it calls its date.
  private func shownRole(_ node: NodeID) -> DateLine.Role {
    let own = PageHead.text(metadata.page, node, limit: 300)
    if own.utf8.count <= 300 {
      let roles = DateLine.labelled(own, reader: metadata.reader, source: "shown").map(\.role)
      if roles.contains(.publication) { return .publication }
      if roles.contains(.change) { return roles.contains(.unsaid) ? .unsaid : .change }
    }
    var line = metadata.page.parent(of: node)
    for _ in 0..<2 {
      guard let here = line else { break }
      let text = PageHead.text(metadata.page, here, limit: 300)
      guard text.utf8.count <= 200 else { break }
      let before = PageHead.text(metadata.page, here, limit: 300, until: node)
      let dates = DateLine.labelled(text, reader: metadata.reader, source: "shown")
      let role =
        dates.first { $0.found.range.upperBound > before.utf8.count }?.role
        ?? DateLine.lastRole(in: before)
      if role != .unsaid { return role }
      line = metadata.page.parent(of: here)
    }
    // A date that no reader understands, in an attribute: `Last updated` anywhere beside it.
    for line in [node, metadata.page.parent(of: node)].compactMap(\.self) {
      let text = PageHead.text(metadata.page, line, limit: 300)
      if text.utf8.count <= 160, DateLine.tellsOfChange(text) { return .change }
    }
    return .unsaid
  }

  private func fromURL() -> DatedValue? {
    for url in [metadata.context.url, metadata.head.canonical, metadata.head.meta("og:url")] {
      if let url, let value = metadata.reader.readURL(url) { return value }
    }
    return nil
  }

  /// The date nearest to the headline in a line that tells when something was published.
  private func fromText() -> DatedValue? {
    let start =
      blocks.blocks.firstIndex { blocks.containers[$0.container].tag == .h1 } ?? 0
    let order = blocks.blocks.indices.sorted {
      DateChooser.distance($0, from: start) < DateChooser.distance($1, from: start)
    }
    for index in order.prefix(1500) {
      let block = blocks.blocks[index]
      let bytes = blocks.bytes(block)
      guard block.count <= 2000, bytes.contains(where: { ASCII.isDigit($0) || $0 >= 0x80 })
      else { continue }
      let text = String(decoding: bytes.prefix(600), as: UTF8.self)
      let dates = DateLine.labelled(text, reader: metadata.reader, source: "text")
      guard
        let (found, role) = dates.first(where: { $0.role == .publication })
          ?? dates.first(where: { $0.role == .unsaid }), isPlausible(found.date),
        !isCapture(found.date, in: text),
        role == .publication
          || DateLine.isOfPublication(text, found.range, reader: metadata.reader)
      else { continue }
      let node = blocks.containers[block.container].node
      if metadata.isOfComment(node) || metadata.isOfPageHead(node) { continue }
      return found.date
    }
    return nil
  }

  /// The date that the page shows as that of its last change, near the headline; also at its foot, as
  /// wikis do, where no other date is known.
  private func shownChange() -> DatedValue? {
    let all = metadata.head.times + metadata.head.dates.map(\.node)
    for node in ranked(all).prefix(12)
    where !metadata.isOfOther(node) && !metadata.isOfPageHead(node) {
      guard PageHead.text(metadata.page, node, limit: 300).utf8.count <= 160 else { continue }
      let value = element(node, "shown", isChange: true)
      if let value, isMarkedModified(node) || hasChange(node) { return value }
    }
    let start =
      blocks.blocks.firstIndex { blocks.containers[$0.container].tag == .h1 } ?? 0
    for index in blocks.blocks.indices.dropFirst(max(0, start - 4))
      .prefix(published == nil ? 1500 : 40)
    {
      let block = blocks.blocks[index]
      guard block.count <= 200 else { continue }
      let text = String(decoding: blocks.bytes(block), as: UTF8.self)
      let dates = DateLine.labelled(text, reader: metadata.reader, source: "text")
      guard let change = dates.first(where: { $0.role == .change }),
        isPlausible(change.found.date),
        !metadata.isOfOther(blocks.containers[block.container].node, orIs: true)
      else { continue }
      return change.found.date
    }
    return nil
  }

  private func hasChange(_ node: NodeID) -> Bool {
    let text = PageHead.text(metadata.page, node, limit: 300)
    return DateLine.labelled(text, reader: metadata.reader, source: "shown")
      .contains { $0.role == .change }
  }

  /// Blocks from the headline; those before it count threefold.
  private static func distance(_ index: Int, from start: Int) -> Int {
    index >= start ? index - start : (start - index) * 3
  }

  /// What a page's own data for its scripts calls the date of publication.
  private func fromScripts() -> DatedValue? {
    let page = metadata.page
    for raw in 0..<UInt32(page.nodeCount) where page.tag(of: NodeID(rawValue: raw)) == .script {
      guard let child = page.firstChild(of: NodeID(rawValue: raw)), let range = page.text(of: child)
      else { continue }
      let bytes = page.bytes(of: range)
      for name in DateChooser.dataNames {
        guard let start = Find.position(of: name.span, in: bytes.span) else { continue }
        let rest = bytes.dropFirst(start + name.count).prefix(48)
        if let value = read(String(decoding: rest, as: UTF8.self), "script") { return value }
      }
    }
    return nil
  }

  private static let dataNames = [
    "datePublished", "date_published", "publishedAt", "published_at", "publishDate",
    "publish_date", "publishedDate", "publicationDate", "pubDate",
  ].map { Array($0.utf8) }

  private func modifiedDate() -> DatedValue? {
    if let value = read(metadata.data.modified, "json-ld") { return value }
    for key in [
      "article:modified_time", "og:updated_time", "article:modified", "datemodified",
      "last-modified", "dcterms.modified", "dc.date.modified", "lastmod", "modified_time",
    ] {
      if let value = read(metadata.head.meta(key), "meta:\(key)") { return value }
    }
    for (name, node) in metadata.head.properties where name == "datemodified" {
      if let value = element(node, "itemprop:datemodified", isChange: true) { return value }
    }
    return nil
  }
}
