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
