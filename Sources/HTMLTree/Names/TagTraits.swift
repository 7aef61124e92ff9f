/// What tree construction must know about an element, as bits.
struct TagTraits: OptionSet {
  let rawValue: UInt32

  static var special: TagTraits { TagTraits(rawValue: 1) }
  /// Ends every "has an element in scope" search.
  static var scope: TagTraits { TagTraits(rawValue: 2) }
  /// Ends a search in list item scope.
  static var listScope: TagTraits { TagTraits(rawValue: 4) }
  /// Ends a search in button scope.
  static var buttonScope: TagTraits { TagTraits(rawValue: 8) }
  /// Ends a search in table scope.
  static var tableScope: TagTraits { TagTraits(rawValue: 16) }
  /// Its end tag is implied where another end or start demands it.
  static var impliedEnd: TagTraits { TagTraits(rawValue: 32) }
  /// The same, at the end of a template.
  static var thoroughlyImpliedEnd: TagTraits { TagTraits(rawValue: 64) }
  static var heading: TagTraits { TagTraits(rawValue: 128) }
  /// `address`, `div` and `p` do not stop the search for an open list item.
  static var passesListItem: TagTraits { TagTraits(rawValue: 256) }
  /// Kept beyond the depth cap, because an insertion mode stands on it.
  static var structural: TagTraits { TagTraits(rawValue: 512) }
  /// Text directly in it is fostered: `table`, `tbody`, `tfoot`, `thead`, `tr`.
  static var fosters: TagTraits { TagTraits(rawValue: 1024) }

  /// By number of a known HTML name.
  static let html: [TagTraits] = {
    var table = [TagTraits](repeating: [], count: TagName.knownCount)
    func mark(_ names: [TagName], _ traits: TagTraits) {
      for name in names { table[Int(name.rawValue)].insert(traits) }
    }
    mark(
      [
        .address, .applet, .area, .article, .aside, .base, .basefont, .bgsound, .blockquote, .body,
        .br, .button, .caption, .center, .col, .colgroup, .dd, .details, .dir, .div, .dl, .dt,
        .embed, .fieldset, .figcaption, .figure, .footer, .form, .frame, .frameset, .h1, .h2, .h3,
        .h4, .h5, .h6, .head, .header, .hgroup, .hr, .html, .iframe, .img, .input, .keygen, .li,
        .link, .listing, .main, .marquee, .menu, .meta, .nav, .noembed, .noframes, .noscript,
        .object, .ol, .p, .param, .plaintext, .pre, .script, .search, .section, .select, .source,
        .style, .summary, .table, .tbody, .td, .template, .textarea, .tfoot, .th, .thead, .title,
        .tr, .track, .ul, .wbr, .xmp,
      ], .special)
    mark(
      [
        .applet, .caption, .html, .table, .td, .th, .marquee, .object, .select, .template,
      ], .scope)
    mark([.ol, .ul], .listScope)
    mark([.button], .buttonScope)
    mark([.html, .table, .template], .tableScope)
    mark([.dd, .dt, .li, .optgroup, .option, .p, .rb, .rp, .rt, .rtc], .impliedEnd)
    mark(
      [.caption, .colgroup, .tbody, .td, .tfoot, .th, .thead, .tr], .thoroughlyImpliedEnd)
    mark([.h1, .h2, .h3, .h4, .h5, .h6], .heading)
    mark([.address, .div, .p], .passesListItem)
    mark(
      [
        .html, .head, .body, .frameset, .caption, .colgroup, .tbody, .tfoot, .thead, .tr, .td, .th,
        .script, .style, .title, .textarea, .xmp, .iframe, .noembed, .noframes, .noscript,
      ], .structural)
    mark([.table, .tbody, .tfoot, .thead, .tr], .fosters)
    return table
  }()

  /// The traits of an element of SVG or MathML.
  static func foreign(_ tag: TagName, _ namespace: Namespace) -> TagTraits {
    switch (namespace, tag) {
    case (.mathML, .mi), (.mathML, .mo), (.mathML, .mn), (.mathML, .ms), (.mathML, .mtext),
      (.mathML, .annotationXml), (.svg, .foreignObject), (.svg, .desc), (.svg, .title):
      [.special, .scope]
    default: []
    }
  }
}
