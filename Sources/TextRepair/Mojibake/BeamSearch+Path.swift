extension BeamSearch.Path {
  /// True when something in it was inferred.
  var isInferred: Bool { edits.contains { !$0.certain } }

  /// True when a scalar is left as it stands that opens a UTF-8 sequence in `encoding`: something
  /// may have been lost.
  func leavesLead(
    of misread: MisreadEncoding, in scalars: [UInt32], _ range: Range<Int>, isFolded: Bool
  ) -> Bool {
    var position = range.lowerBound
    func holdsLead(_ span: Range<Int>) -> Bool {
      span.contains { index in
        let scalar = scalars[index]
        guard scalar >= 0x80 else { return false }
        var isLead = scalar == 0xFFFD
        misread.forEachBytes(of: scalar) { isLead = isLead || $0.packed & 0xFF >= 0xC2 }
        if isFolded, let upper = CaseFolding.upper(scalar) {
          misread.forEachBytes(of: upper) { isLead = isLead || $0.packed & 0xFF >= 0xC2 }
        }
        return isLead
      }
    }
    for edit in edits {
      if position < edit.range.lowerBound, holdsLead(position..<edit.range.lowerBound) {
        return true
      }
      position = edit.range.upperBound
    }
    return position < range.upperBound && holdsLead(position..<range.upperBound)
  }
}
