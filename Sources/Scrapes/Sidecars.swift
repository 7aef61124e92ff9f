package import Articles

/// Which files are sidecars of which, by their names alone.
package enum SidecarNaming {
  /// Names of the pages that a file of this name may describe, best first; empty when a file of
  /// this name describes nothing.
  package static func pageNames(ofSidecar name: [UInt8]) -> [[UInt8]] {
    for ending in [".json", ".meta", ".headers"] {
      let suffix = Array(ending.utf8)
      guard name.count > suffix.count, name.suffix(suffix.count).elementsEqual(suffix) else {
        continue
      }
      let stem = Array(name.dropLast(suffix.count))
      if pageEndings.contains(where: { stem.hasEnding($0) }) { return [stem] }
      return pageEndings.map { stem + Array($0.utf8) }
    }
    return []
  }

  /// Names of the sidecars that a page of this name may have.
  package static func sidecarNames(ofPage name: [UInt8]) -> [[UInt8]] {
    guard let ending = pageEndings.first(where: { name.hasEnding($0) }) else { return [] }
    let stem = Array(name.dropLast(ending.utf8.count))
    return [".json", ".meta", ".headers"].flatMap { suffix in
      [name + Array(suffix.utf8), stem + Array(suffix.utf8)]
    }
  }

  private static let pageEndings = [".html", ".htm", ".xhtml", ".txt"]
}

/// What a sidecar says about its page.
package struct SidecarFacts: Sendable {
  /// The fields it gives; paragraphs stay empty.
  package var article: Article
  package var httpStatus: Int?
  package var charset: String?

  /// Reads a sidecar; nil when it says nothing that is of use.
  package init?(_ sidecar: Sidecar) { return nil }

  /// Fills in what the page's own article does not say.
  package func amend(_ article: inout Article) {
    article.url = article.url ?? self.article.url
    article.headline = article.headline ?? self.article.headline
  }
}

extension [UInt8] {
  fileprivate func hasEnding(_ ending: String) -> Bool {
    count > ending.utf8.count && suffix(ending.utf8.count).elementsEqual(ending.utf8)
  }
}
