import Model

extension OriginEvidence {
  /// Of a text dump whose article was found; `host` is its page's, where something outside says so.
  init(_ dump: TextDumpExtractor, host: String?) {
    servedHost = host
    let kept = dump.reasons.indices.filter { dump.reasons[$0] == nil }
    guard let last = kept.last else { return }
    let text = kept.first { dump.blocks[$0].isProse } ?? kept[0]
    for index in max(0, text - 16)..<text { take(index, dump, &head) }
    let end = kept.suffix(4).first ?? last
    for index in end..<dump.blocks.count { take(index, dump, &self.end) }
  }

  private func take(_ index: Int, _ dump: TextDumpExtractor, _ lines: inout [String]) {
    guard let reason = dump.reasons[index], reason != .caption, reason != .comment else { return }
    Self.add(String(decoding: dump.blocks[index].text, as: UTF8.self), to: &lines)
  }
}
