/// What programs write before the subject of a message that is an answer or was sent on.
enum SubjectPrefix {
  /// The subject without such marks, of which there may be several: `Re: WG: …`, `RE[2]: …`.
  static func removed(from subject: String) -> String {
    var rest = subject[...]
    while let next = withoutOne(rest), next.contains(where: \.isLetter) { rest = next }
    return String(rest)
  }

  private static func withoutOne(_ text: Substring) -> Substring? {
    // Words of a mark and what stands before the headline.
    guard let colon = text.prefix(30).firstIndex(where: { $0 == ":" || $0 == "：" }) else {
      return nil
    }
    var mark = text[..<colon]
    while mark.last == " " || mark.last == "\u{A0}" { mark.removeLast() }
    // How many times: `Re[2]`, `Re(2)`, `Re^2`, `Re*2`.
    if let last = mark.last, last == "]" || last == ")" || last.isNumber,
      let open = mark.firstIndex(where: { "[(^*".contains($0) }),
      mark[mark.index(after: open)...].allSatisfy({ $0.isNumber || $0 == "]" || $0 == ")" })
    {
      mark = mark[..<open]
    }
    let rest = text[text.index(after: colon)...]
    let key = mark.lowercased()
    // A letter alone only as the program of the one language writes it.
    let isKnown = marks.contains(key) || letters.contains(String(mark)) && rest.first == " "
    return isKnown ? rest.drop { $0.isWhitespace } : nil
  }

  private static let letters: Set<String> = ["I", "R"]

  private static let marks: Set<String> = [
    "re", "fw", "fwd", "fwd.", "fw.", "wg", "aw", "antw", "antwort", "weitergeleitet", "tr", "réf",
    "réponse", "transféré", "rv", "reenv", "reenviado", "res", "resp", "respuesta", "enc",
    "encaminhado", "encaminhada", "rif", "ris", "inoltro", "inoltrato", "vs", "vb", "sv", "vl",
    "vá",
    "továbbítás", "továbbítva", "válasz", "odp", "pd", "odpověď", "odpoveď", "přeposláno",
    "preposlané", "ynt", "ilt", "i̇lt", "yanıt", "iletilen", "bls", "balas", "trs", "terusan",
    "doorst",
    "doorgestuurd", "beantw", "videresendt", "videresend", "vidarebefordrat", "vidarebefordran",
    "edelleen", "vastaus", "videresendt", "odg", "odgovor", "proslijeđeno", "prosleđeno",
    "posredovano", "răspuns", "redirecționat", "trả lời", "chuyển tiếp", "отв", "отв.", "ответ",
    "пер", "пересл", "пересылка", "переслано", "на", "відп", "пер.", "απ", "πρθ", "σχετ", "προώθ",
    "השב", "הועבר", "הנדון", "رد", "إعادة توجيه", "تحويل", "پاسخ", "ارسال", "回复", "回覆", "答复",
    "答覆", "转发", "轉發", "轉寄", "转寄", "返信", "転送", "회신", "답장", "전달", "ตอบกลับ", "ส่งต่อ",
  ]
}
