import Testing
import TextEncodings

@testable import TextRepair

@Suite("Single letters beside damage")
struct SoundLettersTests {
  private static func repaired(_ text: String) -> String {
    TextRepairer().repair(Array(text.utf8)).text
  }

  @Test(
    "a sound line stays as it is below a damaged headline",
    arguments: [
      ("FÃ¤rjan frÃ¥n Ã¶n", "Färjan från ön", "Bussen till Älvsered och Öxabäck går från Åmål."),
      ("BrÃ¼cke fÃ¼r Radler", "Brücke für Radler", "Die Ämter in Übersee öffnen, sagt Änne Öhm."),
      ("El niÃ±o volviÃ³", "El niño volvió", "Ñuble y Ñemby esperan; Íñigo llegó a Ávila."),
      ("Jäätelö ja lÃ¤mpÃ¶", "Jäätelö ja lämpö", "Ähtäri ja Äänekoski odottavat, Åsa myös."),
    ])
  func keepsSoundLine(_ damaged: String, _ headline: String, _ sound: String) {
    #expect(Self.repaired(damaged + "\n\n" + sound) == headline + "\n\n" + sound)
    #expect(Self.repaired(sound + "\n\n" + damaged) == sound + "\n\n" + headline)
    let fields = TextRepairer().repair(fields: [("title", damaged), ("text", sound)])
    #expect(fields.map(\.text) == [headline, sound])
  }

  @Test(
    "letters that a text speaks of stay as they are",
    arguments: [
      "Â, Ã, Ä, Å und Ø sind Buchstaben. «Ã» kennt das Portugiesische, «Â» das Rumänische.",
      "The signs “Å” and ‘Ã’ are in Ålesund and São Luís.",
      "Senkrecht: É, Ñ, Ð, Þ. Waagerecht: Ö, Ä, Ü.",
      "As letras Ã e Õ levam til; a letra Â não é à.",
      "Les capitales À, Â, Ç, É, È, Ê, Î, Ô, Ù sont accentuées.",
    ])
  func keepsLetters(_ text: String) {
    #expect(Self.repaired(text) == text)
  }

  @Test("a byte that was lost is inferred where its own line is damaged")
  func infersInDamagedLine() {
    let damaged = "KaÅ¾dÃ½ mÃ¡ Äesky psanÃ½ text o velkÃ©m mÃ­stÄ› na mapÄ› svÄ›ta."
    #expect(Self.repaired(damaged) == "Každý má česky psaný text o velkém místě na mapě světa.")
  }

  @Test(
    "a damaged headline is repaired above sound text of its script",
    arguments: [
      (
        "Ο δρόμος άνοιξε ξανά",
        "Η Άννα ήρθε από την Ύδρα. Όλοι περίμεναν, ώρες πολλές, στο λιμάνι της Έλλης."
      ),
      (
        "Мост снова открыли",
        "По новому мосту через реку с утра снова ходят автобусы, сообщили в районе."
      ),
      ("Estação não reabre", "SÃO JOÃO E SÃO PEDRO: A CÂMARA ANUNCIOU AS FESTAS."),
    ])
  func repairsHeadline(_ headline: String, _ text: String) {
    let page = CodePage.named(.windows1252, filledBy: .latin1).scalars
    var damaged = String.UnicodeScalarView()
    for byte in headline.utf8 {
      if let scalar = Unicode.Scalar(UInt32(page[Int(byte)])) { damaged.append(scalar) }
    }
    #expect(Self.repaired(String(damaged) + "\n\n" + text) == headline + "\n\n" + text)
  }
}
