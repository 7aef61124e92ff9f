/// The words that dates are written with, in the languages that news is written in.
///
/// All in lower case. Where two languages disagree on a word, the language of the page decides.
enum DateNames {
  /// The month, 1 to 12, that `word` (lower case) names; nil when it names none.
  static func month(_ word: [UInt8], language: [UInt8]) -> Int? {
    MonthNames.shared.month(word, language: language)
  }

  /// The month of two words: Levantine names such as `تشرين الثاني`, Thai short forms such as `ก.พ.`
  static func month(_ first: [UInt8], _ second: [UInt8], dotted: Bool, language: [UInt8]) -> Int? {
    MonthNames.shared.month(first + [dotted ? 0x2E : 0x20] + second, language: language)
  }

  /// True for a weekday or a word that stands between the parts of a date, such as `de` or `of`.
  static func isFiller(_ word: [UInt8]) -> Bool { fillers.contains(word) }

  /// Minutes east of Greenwich for a zone's abbreviation in lower case, where it names one zone.
  static func zoneMinutes(_ word: [UInt8]) -> Int? { zones[word] }

  /// Marks a zone of North America whose name leaves summer time open: `ET` by 10,000 more.
  static func americanZone(_ word: [UInt8]) -> Int? { americanZones[word] }

  /// What `americanZone` adds; the day then says which of the two is meant.
  static let openZone = 10_000

  /// Minutes east of Greenwich for a zone whose abbreviation is a word of some language as well:
  /// it is one only where no word follows.
  static func closingZone(_ word: [UInt8], language: [UInt8]) -> Int? {
    if word == Array("amt".utf8) {
      // Amazonas and Armenia share it.
      return language.starts(with: "pt".utf8)
        ? -240 : language.starts(with: "hy".utf8) || language.starts(with: "ru".utf8) ? 240 : nil
    }
    return closingZones[word]
  }

  private static let closingZones: [[UInt8]: Int] = [
    Array("met".utf8): 60, Array("cot".utf8): -300, Array("bot".utf8): -240,
    Array("get".utf8): 240, Array("ect".utf8): -300, Array("sst".utf8): -660,
  ]

  private static let americanZones: [[UInt8]: Int] = [
    Array("et".utf8): openZone - 300, Array("ct".utf8): openZone - 360,
    Array("mt".utf8): openZone - 420, Array("pt".utf8): openZone - 480,
  ]

  /// The month, 1 to 12, of the Iranian calendar.
  static func iranianMonth(_ word: [UInt8]) -> Int? { iranianMonths[word] }

  private static let iranianMonths: [[UInt8]: Int] = {
    let names = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند"
    var found: [[UInt8]: Int] = [:]
    for (index, name) in names.split(separator: " ").enumerated() {
      found[DateWords.folded(Array(name.utf8))] = index + 1
    }
    return found
  }()

  private static let fillers = DateWords.set(
    """
    of de del di do den der the th st nd rd er ème ième º ª am on em le la el d dne dnia lo il a \
    г в р года року год năm ngày พ ศ ค พุทธศักราช ta ی ឆ្នាំ ปี ປີ ເດືອນ ខែ เดือน
    """)

  private static let zones: [[UInt8]: Int] = {
    let table = """
      z 0|gmt 0|utc 0|ut 0|wat 60|cat 120|eat 180|wez 0|oez 120|oesz 180|hnec 60|haec 120|ast -240|\
      adt -180|nst -210|ndt -150|clt -240|clst -180|pet -300|trt 180|gst 240|ict 420|pht 480|myt 480|\
      npt 345|irst 210|idt 180|мск 180|yekt 300|omst 360|krat 420|irkt 480|yakt 540|vlat 600|\
      wet 0|bst 60|west 60|cet 60|mez 60|cest 120|mesz 120|eet 120|eest 180|msk 180|\
      est -300|edt -240|cst -360|cdt -300|mst -420|mdt -360|pst -480|pdt -420|akst -540|akdt -480|\
      hst -600|ist 330|pkt 300|hkt 480|sgt 480|awst 480|jst 540|kst 540|acst 570|acdt 630|\
      aest 600|aedt 660|nzst 720|nzdt 780|sast 120|brt -180|art -180|wib 420|wita 480|wit 540|\
      mest 120|vet -240|uyt -180|pyt -180|pyst -180|mmt 390|uzt 300|azt 240|mut 240|chst 600
      """
    var found: [[UInt8]: Int] = [:]
    for entry in table.split(separator: "|") {
      let parts = entry.split(separator: " ")
      if let minutes = Int(parts[1]) { found[DateWords.folded(Array(parts[0].utf8))] = minutes }
    }
    return found
  }()
}
