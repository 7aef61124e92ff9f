/// One article that was taken out on request.
package struct TakenDown: Sendable, Equatable {
  /// Its id, which stays on record with the reason.
  package var id: String
  /// The job of the file that it came from.
  package var job: String
  package var headline: String?
  /// What became of its original, in sentences.
  package var originals: [String] = []

  package init(id: String, job: String, headline: String?) {
    self.id = id
    self.job = job
    self.headline = headline
  }

  /// What is said of an article whose file yielded others that stay: their original stays too, and with it
  /// the text of the one that goes.
  ///
  /// `others`: The ids of those that need it.
  package static func sentence(ofOriginalOf job: String, neededBy others: [String]) -> String {
    let some = others.prefix(5).joined(separator: ", ") + (others.count > 5 ? ", …" : "")
    let need = others.count == 1 ? "1 other article needs" : "\(others.count) other articles need"
    return
      "its text stays in the original of its file, which \(need) (\(some)): winnow forget --job \(job) takes"
      + " all of them and the original"
  }
}
