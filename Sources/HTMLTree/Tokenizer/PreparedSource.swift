/// A page made ready: line ends are LF, and it is no longer than the cap.
struct PreparedSource {
  /// The page; the caller's own storage where nothing had to be changed.
  private(set) var bytes: [UInt8]
  let hasNULs: Bool
  let notes: ParseNotes

  init(_ page: [UInt8], limit: Int) {
    let limit = min(max(limit, 0), ParseOptions.largestByteLimit)
    notes = page.count > limit ? .length : []
    let page = page.count > limit ? Array(page[..<limit]) : page
    let cr = UInt8(ascii: "\r")
    bytes = page
    guard Scan.contains(cr, 0, in: page.span) else {
      hasNULs = false
      return
    }
    hasNULs = Scan.first(of: 0, in: page.span, from: 0) < page.count
    let first = Scan.first(of: cr, in: page.span, from: 0)
    if first < page.count { normalizeLineEnds(from: first) }
  }

  /// Makes CR LF and CR from `first` on LF.
  private mutating func normalizeLineEnds(from first: Int) {
    let page = bytes
    var output: [UInt8] = []
    output.reserveCapacity(page.count)
    var copied = 0
    var index = first
    while index < page.count {
      output += page[copied..<index]
      output.append(UInt8(ascii: "\n"))
      index += 1
      if index < page.count, page[index] == UInt8(ascii: "\n") { index += 1 }
      copied = index
      index = Scan.first(of: UInt8(ascii: "\r"), in: page.span, from: index)
    }
    output += page[copied...]
    bytes = output
  }
}
