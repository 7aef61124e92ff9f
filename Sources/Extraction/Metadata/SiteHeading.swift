import Bytes
import HTMLTree

/// Names of the site that stand where a headline might: in the first-level heading, or in a picture
/// that leads to the front page.
enum SiteHeading {
  /// The folded names that only the page's structure shows to be the site's.
  static func names(
    _ page: HTMLDocument, _ head: PageHead, _ data: LinkedData, _ blocks: PageBlocks
  )
    -> Set<String>
  {
    var names = pictureNames(page, head)
    let title = head.title.map { PageHead.collapsed($0) } ?? ""
    guard title.utf8.count <= 600 else { return names }
    if let name = nameBeforeColon(title, page, head, blocks) { names.insert(name) }
    let parts = TitleParts.split(title).map { NameFolding.key($0) }.filter { !$0.isEmpty }
    let stated = [data.headline, head.meta("og:title")].compactMap { $0.map(NameFolding.key) }
    for node in head.headings.prefix(2) {
      let name = NameFolding.key(PageHead.text(page, node, limit: 120))
      // The name of a site is one of the title's parts at either end, or all of it.
      guard name.utf8.count >= 6, name.utf8.count <= 90,
        parts.isEmpty || parts.first == name || parts.last == name
      else { continue }
      if isBesideHeadline(name, parts, blocks) || isDenied(name, stated, blocks)
        || standsAboveHeadline(name, parts, blocks)
      {
        names.insert(name)
      }
    }
    return names
  }

  /// What pictures say that lead to the front page.
  private static func pictureNames(_ page: HTMLDocument, _ head: PageHead) -> Set<String> {
    var names: Set<String> = []
    for link in head.homeLinks {
      var current = page.next(after: link, within: link)
      var steps = 0
      while let here = current, steps < 8 {
        if page.tag(of: here) == .img, let words = page.attributeString(.alt, of: here) {
          let name = NameFolding.key(words)
          if name.utf8.count >= 6, name.utf8.count <= 90 { names.insert(name) }
        }
        current = page.next(after: here, within: link)
        steps += 1
      }
    }
    return names
  }

  /// `The site: A headline` where the name stands by itself at the page's head, and the headline further below.
  private static func nameBeforeColon(
    _ title: String, _ page: HTMLDocument, _ head: PageHead, _ blocks: PageBlocks
  ) -> String? {
    guard let colon = title.firstRange(utf8: ": ") else { return nil }
    let name = NameFolding.key(String(title[..<colon.lowerBound]))
    let rest = NameFolding.key(String(title[colon.upperBound...]))
    guard name.utf8.count >= 6, name.utf8.count <= 90, rest.utf8.count >= 16,
      let first = blocks.blocks.prefix(6).firstIndex(where: { isText(name, $0, blocks) }),
      let text = TitleParts.firstText(blocks)
    else { return nil }
    // A link that leads elsewhere than home is one to a section.
    let isLink = blocks.blocks[first].linkBytes * 2 >= blocks.blocks[first].count
    let leadsHome = head.homeLinks.contains {
      NameFolding.key(PageHead.text(page, $0, limit: 120)) == name
    }
    // `Comment: …` and `Press release: …` are kinds of article.
    guard leadsHome || !isLink && title[..<colon.lowerBound].contains(" ") else { return nil }
    let stands = blocks.blocks[min(first + 1, text)...min(text, blocks.blocks.count - 1)].contains {
      block in
      guard block.count <= 2_000, block.linkBytes * 2 < block.count else { return false }
      return NameFolding.key(String(decoding: blocks.bytes(block), as: UTF8.self)).contains(
        utf8: rest)
    }
    return stands ? name : nil
  }

  /// `A headline : The site` above a heading with the second and a line with the first.
  private static func isBesideHeadline(_ name: String, _ parts: [String], _ blocks: PageBlocks)
    -> Bool
  {
    guard let longest = parts.max(by: { $0.utf8.count < $1.utf8.count }), longest != name,
      longest.utf8.count >= 16
    else { return false }
    return blocks.blocks.contains { block in
      block.linkBytes * 2 < block.count && isText(longest, block, blocks)
    }
  }

  /// Another headline is stated, and stands on the page as a heading.
  private static func isDenied(_ name: String, _ stated: [String], _ blocks: PageBlocks) -> Bool {
    guard let headline = stated.first(where: { $0.utf8.count >= 12 }),
      !stated.contains(where: { $0.hasPrefix(name) || name.hasPrefix($0) })
    else { return false }
    return blocks.blocks.contains { block in
      blocks.containers[block.container].traits.contains(.heading)
        && block.linkBytes * 2 < block.count && isText(headline, block, blocks)
    }
  }

  private static func isText(_ key: String, _ block: PageBlock, _ blocks: PageBlocks) -> Bool {
    guard block.count >= key.utf8.count, block.count <= key.utf8.count * 2 + 20 else {
      return false
    }
    return NameFolding.key(String(decoding: blocks.bytes(block), as: UTF8.self)) == key
  }

  /// The heading is in the page's own header or above its menu, and another one above the text.
  private static func standsAboveHeadline(_ name: String, _ parts: [String], _ blocks: PageBlocks)
    -> Bool
  {
    guard let text = TitleParts.firstText(blocks),
      let first = blocks.blocks[..<text].firstIndex(where: {
        blocks.containers[$0.container].tag == .h1 && isText(name, $0, blocks)
      }),
      let second = blocks.blocks[max(first + 1, text - 4)..<max(first + 1, text)].lastIndex(where: {
        let entry = blocks.containers[$0.container]
        return entry.traits.contains(.heading) && $0.count >= 12 && $0.linkBytes * 2 < $0.count
      })
    else { return false }
    // An article's own heading stands there too: a site's name leads home, ends the page's title, or
    // stands in it beside the other heading.
    let isLink = blocks.blocks[first].linkBytes * 2 >= blocks.blocks[first].count
    let isLast = parts.count > 1 && parts.last == name
    // A title that says no more may be the headline; a name is of few words, and a headline is longer.
    let isShort =
      parts.count <= 1 && name.utf8.count { $0 == 0x20 } < 4
      && blocks.blocks[second].count * 2 >= name.utf8.count * 3
    let isBeside = parts.contains { $0 != name && isText($0, blocks.blocks[second], blocks) }
    guard isLink || isLast || isBeside || isShort else { return false }
    let entry = blocks.containers[blocks.blocks[first].container]
    let other = blocks.containers[blocks.blocks[second].container]
    if entry.traits.contains(.header), entry.traits.isDisjoint(with: [.article, .main]),
      !other.traits.contains(.header)
    {
      return true
    }
    if closesPage(name, blocks, behind: text) { return true }
    let between = blocks.blocks[(first + 1)..<second]
    return between.contains { blocks.containers[$0.container].traits.contains(.nav) }
      || between.count { $0.linkBytes * 5 >= $0.count * 4 } >= 3
  }

  /// Among the page's last lines one says the name, by itself or behind `©` and a year.
  private static func closesPage(
    _ name: String, _ blocks: PageBlocks, behind text: Int
  ) -> Bool {
    blocks.blocks[text...].dropFirst().suffix(6).contains { block in
      guard block.count <= name.utf8.count * 2 + 24 else { return false }
      return NameFolding.key(String(decoding: blocks.bytes(block), as: UTF8.self)).hasSuffix(name)
    }
  }
}
