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

/// What a start tag does "in body".
enum BodyStart: UInt8 {
  case ordinary, html, headContent, body, frameset, closesParagraph, heading, preformatted, form
  case listItem, definition, plainText, button, anchor, formatting, nobr, marker, table, void
  case input, voidPlain, rule, image, textArea, xmp, iframe, noembed, noscript, select, option
  case optionGroup, ruby, rubyText, math, svg, ignored, selectedContent

  /// By number of a known HTML name.
  static let byTag: [BodyStart] = {
    var table = [BodyStart](repeating: .ordinary, count: TagName.knownCount)
    func set(_ action: BodyStart, _ names: TagName...) {
      for name in names { table[Int(name.rawValue)] = action }
    }
    set(.html, .html)
    set(
      .headContent, .base, .basefont, .bgsound, .link, .meta, .noframes, .script, .style,
      .template, .title)
    set(.body, .body)
    set(.frameset, .frameset)
    set(
      .closesParagraph, .address, .article, .aside, .blockquote, .center, .details, .dialog, .dir,
      .div, .dl, .fieldset, .figcaption, .figure, .footer, .header, .hgroup, .main, .menu, .nav,
      .ol, .p, .search, .section, .summary, .ul)
    set(.heading, .h1, .h2, .h3, .h4, .h5, .h6)
    set(.preformatted, .pre, .listing)
    set(.form, .form)
    set(.listItem, .li)
    set(.definition, .dd, .dt)
    set(.plainText, .plaintext)
    set(.button, .button)
    set(.anchor, .a)
    set(
      .formatting, .b, .big, .code, .em, .font, .i, .s, .small, .strike, .strong, .tt, .u)
    set(.nobr, .nobr)
    set(.marker, .applet, .marquee, .object)
    set(.table, .table)
    set(.void, .area, .br, .embed, .img, .keygen, .wbr)
    set(.input, .input)
    set(.voidPlain, .param, .source, .track)
    set(.rule, .hr)
    set(.image, .image)
    set(.textArea, .textarea)
    set(.xmp, .xmp)
    set(.iframe, .iframe)
    set(.noembed, .noembed)
    set(.noscript, .noscript)
    set(.select, .select)
    set(.option, .option)
    set(.optionGroup, .optgroup)
    set(.ruby, .rb, .rtc)
    set(.rubyText, .rp, .rt)
    set(.math, .math)
    set(.selectedContent, .selectedcontent)
    set(.svg, .svg)
    set(
      .ignored, .caption, .col, .colgroup, .frame, .head, .tbody, .td, .tfoot, .th, .thead, .tr)
    return table
  }()
}

/// What an end tag does "in body".
enum BodyEnd: UInt8 {
  case ordinary, template, body, html, block, form, paragraph, listItem, definition, heading
  case formatting, marker, lineBreak

  /// By number of a known HTML name.
  static let byTag: [BodyEnd] = {
    var table = [BodyEnd](repeating: .ordinary, count: TagName.knownCount)
    func set(_ action: BodyEnd, _ names: TagName...) {
      for name in names { table[Int(name.rawValue)] = action }
    }
    set(.template, .template)
    set(.body, .body)
    set(.html, .html)
    set(
      .block, .address, .article, .aside, .blockquote, .button, .center, .details, .dialog, .dir,
      .div, .dl, .fieldset, .figcaption, .figure, .footer, .header, .hgroup, .listing, .main,
      .menu, .nav, .ol, .pre, .search, .section, .select, .summary, .ul)
    set(.form, .form)
    set(.paragraph, .p)
    set(.listItem, .li)
    set(.definition, .dd, .dt)
    set(.heading, .h1, .h2, .h3, .h4, .h5, .h6)
    set(
      .formatting, .a, .b, .big, .code, .em, .font, .i, .nobr, .s, .small, .strike, .strong, .tt,
      .u)
    set(.marker, .applet, .marquee, .object)
    set(.lineBreak, .br)
    return table
  }()
}
