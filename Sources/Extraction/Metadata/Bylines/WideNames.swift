/// Tells names of people in Chinese, Japanese and Korean, which no capitals mark, from places, sections
/// and labels: by how they begin and how long they are.
enum WideNames {
  /// True for two to four signs that begin with a family name of Chinese or Korean.
  static func isPersonal(_ name: some StringProtocol) -> Bool {
    let signs = Array(name.unicodeScalars)
    guard (2...4).contains(signs.count), !Bylines.isWideOrganization(String(name)) else {
      return false
    }
    if signs.allSatisfy(isHangul) { return signs.count > 2 && koreanNames.contains(signs[0]) }
    guard signs.allSatisfy(isHan) else { return false }
    return chineseNames.contains(signs[0])
      || signs.count > 2 && doubleNames.contains(String(String.UnicodeScalarView(signs.prefix(2))))
  }

  /// True for three to six signs of Han and Kana with one of Han at least, as names of Japanese are
  /// written, or for a foreign one with its middle dot.
  static func isJapanese(_ name: some StringProtocol) -> Bool {
    let signs = name.unicodeScalars
    if signs.contains("・") {
      return Bylines.isWideName(String(name)) && signs.allSatisfy { isKana($0) || $0 == "・" }
    }
    return (3...6).contains(signs.count) && signs.contains(where: isHan)
      && signs.allSatisfy { isHan($0) || (0x3041...0x30FF).contains($0.value) }
      && signs.first.map(isHan) == true && !Bylines.isWideOrganization(String(name))
      && !particles.contains(where: { name.unicodeScalars.contains($0) })
  }

  /// A line of wide signs parted at blanks as the names in it: several names get a bar between them, and
  /// a desk before a name goes. Nil where a blank may stand within a name.
  static func parted(_ text: Substring) -> String? {
    var words = text.split(separator: " ")
    guard words.count > 1, words.count <= 8,
      words.allSatisfy({ $0.unicodeScalars.allSatisfy { isHan($0) || isHangul($0) || isKana($0) } })
    else { return nil }
    let names = words.filter { !Bylines.isWideOrganization(String($0)) }
    guard !names.isEmpty else { return nil }
    let hasDesk = names.count < words.count
    words = names
    if words.allSatisfy({ isPersonal($0) && $0.unicodeScalars.count > 2 }) {
      return words.joined(separator: "|")
    }
    return hasDesk ? words.joined(separator: " ") : nil
  }

  private static func isHan(_ sign: Unicode.Scalar) -> Bool {
    (0x3400...0x9FFF).contains(sign.value) || sign == "々"
  }

  private static func isHangul(_ sign: Unicode.Scalar) -> Bool {
    (0xAC00...0xD7A3).contains(sign.value)
  }

  private static func isKana(_ sign: Unicode.Scalar) -> Bool {
    (0x3041...0x30FF).contains(sign.value)
  }

  /// What stands between words of a sentence or the name of a column.
  private static let particles: [Unicode.Scalar] = ["の", "を", "は", "が", "に", "と", "で"]

  /// The commonest family names of Chinese, in both spellings.
  private static let chineseNames = Set(
    """
    王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許韩韓邓鄧冯馮曹彭曾\
    肖蕭萧田董潘袁蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁任卢盧姚沈钟鍾鐘姜崔谭譚陆陸范汪廖石金韦韋贾賈夏付方\
    邹鄒熊白孟秦邱侯江尹薛闫閻阎段雷龙龍黎史陶贺賀毛郝顾顧龚龔邵万萬覃武钱錢戴严嚴莫孔向常汤湯康易乔\
    喬赖賴文樊兰蘭殷施洪翟安颜顏倪严牛温溫芦季俞章鲁魯葛伍申尤毕畢聂聶焦柳邢岳齐齊梅庄莊辛管祝左涂凌\
    柯欧歐童纪紀游成靳包柴翁詹连連
    """.unicodeScalars)

  private static let doubleNames: Set<String> = [
    "欧阳", "歐陽", "司马", "司馬", "诸葛", "諸葛", "上官", "司徒", "东方", "東方", "皇甫", "尉迟",
    "尉遲", "慕容", "令狐", "端木", "夏侯",
  ]

  /// The family names of Korean.
  private static let koreanNames = Set(
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반라왕금옥육인맹제모탁국어은편용예경봉사부"
      .unicodeScalars)
}
