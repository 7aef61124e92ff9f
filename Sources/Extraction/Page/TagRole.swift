import HTMLTree

/// What an element means for cutting a page into blocks.
enum TagRole: UInt8 {
  case container, inline, link, bold, slanted, lineBreak, rule, media, skipped

  /// The role of an element; names that HTML does not know part blocks.
  @inline(__always)
  static func of(_ tag: TagName) -> TagRole {
    let number = Int(tag.rawValue)
    return number < table.count ? table[number] : .container
  }

  /// True for elements that hold one paragraph each.
  static func isParagraph(_ tag: TagName) -> Bool {
    tag == .p || tag == .li || tag == .h2 || tag == .h3 || tag == .h4 || tag == .blockquote
      || tag == .dd || tag == .dt || tag == .td
  }

  private static let table: [TagRole] = {
    var roles = [TagRole](repeating: .container, count: 400)
    func set(_ role: TagRole, _ names: [TagName]) {
      for name in names where Int(name.rawValue) < roles.count { roles[Int(name.rawValue)] = role }
    }
    set(
      .inline,
      [
        .abbr, .acronym, .bdi, .bdo, .big, .blink, .cite, .code, .data, .del, .dfn, .font, .ins,
        .kbd, .label, .mark, .meter, .nobr, .output, .q, .rb, .rbc, .rtc, .ruby, .s, .samp, .slot,
        .small, .span, .strike, .sub, .sup, .time, .tt, .u, .`var`, .wbr, .svg, .math, .shadow,
        .picture,
      ])
    set(.link, [.a])
    set(.bold, [.b, .strong])
    set(.slanted, [.i, .em])
    set(.lineBreak, [.br])
    set(.rule, [.hr])
    set(.media, [.img, .image, .video, .audio, .iframe, .embed, .object, .svg, .canvas, .picture])
    set(
      .skipped,
      [
        .script, .style, .template, .select, .option, .optgroup, .textarea, .input, .button, .head,
        .link, .meta, .title, .base, .noframes, .noembed, .rp, .rt, .datalist, .map, .area, .param,
        .source, .track, .progress, .applet, .frame, .frameset, .xmp, .plaintext,
      ])
    return roles
  }()
}
