package import Model
internal import WriteAheadLog

extension JobLog {
  /// Gives history back what it has lost, and sets aside what of it does not read back.
  ///
  /// `unsound`: Segments to set aside; what they still yield is sealed again with `entries`.
  /// `last`: The journal's last record when it was opened.
  /// Every step may be repeated. `checkpoint()` must follow, which says how much there is now.
  /// Throws `StorageError` and `HistoryError`.
  package func completeHistory(
    with entries: [HistoryEntry], settingAside unsound: [LSN], through last: LSN
  ) throws {
    let extent = try history.extent()
    let foreign = Set(
      extent.segments.filter { $0.logNumber != 0 && $0.logNumber != journal.logNumber }.map(\.lsn))
    var sealed: [[UInt8]] = []
    for segment in unsound where !foreign.contains(segment) {
      do {
        try history.read(segment) { sealed.append($0) }
      } catch is HistoryError {
        // What it yielded is what is left of it.
      }
    }
    sealed += entries.map { $0.encoded() }
    if !sealed.isEmpty {
      // Any number that no segment has will do: entries say the same wherever they stand.
      let taken = Set(try history.segments())
      var free = max(last, LSN(1))
      while taken.contains(free), free > LSN(1) { free = LSN(free.rawValue - 1) }
      guard !taken.contains(free) else { return }
      try history.seal(sealed, at: free)
    }
    for segment in unsound { try history.setAside(segment) }
  }
}
