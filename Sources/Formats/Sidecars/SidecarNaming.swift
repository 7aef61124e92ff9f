/// Which files are sidecars of which, by their names alone.
package enum SidecarNaming {
  /// Names of the pages that a file of this name may describe, best first; empty when a file of
  /// this name describes nothing.
  package static func pageNames(ofSidecar name: [UInt8]) -> [[UInt8]] {
    for ending in sidecarEndings where name.hasEnding(ending) {
      let stem = Array(name.dropLast(ending.utf8.count))
      if pageEndings.contains(where: { stem.hasEnding($0) }) { return [stem] }
      return pageEndings.map { stem + Array($0.utf8) }
    }
    return []
  }

  /// Names of the sidecars that a page of this name may have.
  package static func sidecarNames(ofPage name: [UInt8]) -> [[UInt8]] {
    guard let ending = pageEndings.first(where: { name.hasEnding($0) }) else { return [] }
    let stem = Array(name.dropLast(ending.utf8.count))
    return sidecarEndings.map { name + Array($0.utf8) }
      + sidecarEndings.map { stem + Array($0.utf8) }
  }

  private static let sidecarEndings = [".json", ".meta", ".headers"]
  private static let pageEndings = [".html", ".htm", ".xhtml", ".txt", ".html.gz"]
}
