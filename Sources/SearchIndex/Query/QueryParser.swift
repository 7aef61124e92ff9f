/// Reads the query language by recursive descent, without backtracking.
///
///     sequence  = unit { [ "AND" | "OR" ] unit }        OR binds more tightly than side by side
///     unit      = [ "NOT" | "-" ] ( group | phrase | field | word )
///     group     = "(" sequence ")"
///     field     = name ":" ( group | phrase | word )
///
/// Marks of full width stand for those of ASCII, and every kind of double quotation mark for `"`.
struct QueryParser {
  let text: String
  let scalars: [Unicode.Scalar]
  var index = 0
  /// The field that a group in parentheses belongs to.
  var field: SearchField?
  private var depth = 0
  private var termCount = 0
  private var testCount = 0

  init(_ text: String) throws(QueryError) {
    self.text = text
    scalars = Array(text.unicodeScalars)
    if text.utf8.count > SearchQuery.byteLimit {
      throw error(
        0..<scalars.count, "The query is longer than \(SearchQuery.byteLimit) bytes",
        "Ask for fewer words")
    }
  }

  mutating func parse() throws(QueryError) -> QueryNode {
    let node = try sequence()
    if index < scalars.count {
      throw error(
        index..<index + 1, "\(scalars[index]) closes no parenthesis",
        "Open one before it, or put it in quotation marks")
    }
    guard let node else {
      throw error(
        0..<max(1, scalars.count), "There is nothing to look for",
        "Give a word, a phrase in quotation marks, or a field such as source:NAME")
    }
    return node
  }

  // MARK: Structure

  private enum Join { case side, and, or }

  /// What stands up to the end or to a closing parenthesis; nil where no word is.
  private mutating func sequence() throws(QueryError) -> QueryNode? {
    var units: [QueryNode] = []
    var joins: [(join: Join, range: Range<Int>)] = []
    var pending: (join: Join, range: Range<Int>)?
    while true {
      skipBlanks()
      guard index < scalars.count, !isClosing(scalars[index]) else { break }
      if let found = takeOperator() {
        guard pending == nil, !units.isEmpty else {
          throw missing(found.range, isLeft: true)
        }
        pending = found
        continue
      }
      guard let unit = try unit() else { continue }
      if !units.isEmpty { joins.append(pending ?? (.side, index..<index)) }
      units.append(unit)
      pending = nil
    }
    if let pending { throw missing(pending.range, isLeft: false) }
    guard !units.isEmpty else { return nil }
    if let or = joins.first(where: { $0.join == .or }), joins.contains(where: { $0.join == .and }) {
      throw error(
        or.range, "AND and OR stand beside each other",
        "Put parentheses around what belongs together: (a AND b) OR c, or a AND (b OR c)")
    }
    var choices = [[units[0]]]
    for (unit, join) in zip(units.dropFirst(), joins) {
      if join.join == .or {
        choices[choices.count - 1].append(unit)
      } else {
        choices.append([unit])
      }
    }
    return .conjunction(choices.map(QueryNode.choice))
  }

  private func missing(_ range: Range<Int>, isLeft: Bool) -> QueryError {
    let word = String(scalars[range])
    return error(
      range, "\(word) has nothing on its \(isLeft ? "left" : "right")",
      "Give both sides, or write \"\(word)\" in quotation marks to look for the word")
  }

  /// AND, OR and `|`, as words of their own.
  private mutating func takeOperator() -> (join: Join, range: Range<Int>)? {
    for (word, join) in [("AND", Join.and), ("OR", .or), ("|", .or), ("｜", .or)] {
      guard let range = takeWord(word) else { continue }
      return (join, range)
    }
    return nil
  }

  /// The word, where it stands here by itself.
  private mutating func takeWord(_ word: String) -> Range<Int>? {
    let wanted = Array(word.unicodeScalars)
    let end = index + wanted.count
    guard end <= scalars.count, scalars[index..<end].elementsEqual(wanted),
      end == scalars.count || isBlank(scalars[end]) || isOpening(scalars[end])
        || isClosing(scalars[end])
    else { return nil }
    defer { index = end }
    return index..<end
  }

  /// One unit; nil for signs that are no word, such as a dash between blanks.
  private mutating func unit() throws(QueryError) -> QueryNode? {
    if let range = takeWord("NOT") {
      skipBlanks()
      guard index < scalars.count, !isClosing(scalars[index]) else {
        throw missing(range, isLeft: false)
      }
      guard let node = try unit() else { throw missing(range, isLeft: false) }
      return .negation(node)
    }
    let start = index
    if ["-", "−", "－"].contains(scalars[index]), index + 1 < scalars.count,
      !isBlank(scalars[index + 1]), !isClosing(scalars[index + 1])
    {
      index += 1
      guard let node = try unit() else { return nil }
      return .negation(node)
    }
    if isOpening(scalars[index]) { return try group() }
    if let node = try fieldTerm() { return node }
    let piece = try takePiece()
    if let field { return try count(node(of: piece, in: field, start..<index), start..<index) }
    guard let node = try term(piece, start..<index) else { return nil }
    return try count(node, start..<index)
  }

  /// What stands between parentheses. Empty ones are an error.
  mutating func group() throws(QueryError) -> QueryNode {
    let start = index
    index += 1
    depth += 1
    guard depth <= SearchQuery.depthLimit else {
      throw error(
        start..<start + 1,
        "There are more than \(SearchQuery.depthLimit) parentheses in each other",
        "Write the query with fewer")
    }
    let node = try sequence()
    depth -= 1
    guard index < scalars.count else {
      throw error(
        start..<start + 1, "\(scalars[start]) is not closed",
        "Close it with ), or put it in quotation marks")
    }
    index += 1
    guard let node else {
      throw error(
        start..<index, "There is nothing between the parentheses", "Take them out, or fill them")
    }
    return node
  }

  /// Counts a term; there is a limit.
  mutating func count(_ node: QueryNode, _ range: Range<Int>) throws(QueryError) -> QueryNode {
    termCount += 1
    switch node {
    case .time, .story: testCount += 1
    default: break
    }
    guard testCount <= SearchQuery.testLimit else {
      throw error(
        range, "The query has more than \(SearchQuery.testLimit) dates and stories", "Ask for fewer"
      )
    }
    guard termCount <= SearchQuery.termLimit else {
      throw error(
        range, "The query has more than \(SearchQuery.termLimit) words", "Ask for fewer")
    }
    return node
  }

  // MARK: Characters

  func error(_ range: Range<Int>, _ message: String, _ hint: String) -> QueryError {
    QueryError(query: text, range: range, message: message, hint: hint)
  }

  mutating func skipBlanks() {
    while index < scalars.count, isBlank(scalars[index]) { index += 1 }
  }

  /// Blanks, and what no keyboard means: marks of direction and the mark at a file's begin.
  func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar.value == 0xFEFF
      || (0x200E...0x200F).contains(scalar.value) || (0x202A...0x202E).contains(scalar.value)
      || (0x2066...0x2069).contains(scalar.value)
  }

  func isOpening(_ scalar: Unicode.Scalar) -> Bool { scalar == "(" || scalar == "（" }
  func isClosing(_ scalar: Unicode.Scalar) -> Bool { scalar == ")" || scalar == "）" }
}

extension String {
  init(_ scalars: ArraySlice<Unicode.Scalar>) {
    self.init()
    unicodeScalars.append(contentsOf: scalars)
  }
}
