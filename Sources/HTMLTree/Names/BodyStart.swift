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
