import Model
import Testing

@testable import Extraction

@Suite struct DateNamesTests {
  /// A language's months as news writes them, from January on.
  private static let spellings: [(language: String, names: String)] = [
    ("en", "January February March April May June July August September October November December"),
    ("en", "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec"),
    ("de", "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
    ("de", "Jän Feb Mrz Apr Mai Juni Juli Aug Sep Okt Nov Dez"),
    (
      "fr",
      "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
    ), ("fr", "janv févr mars avr mai juin juil aoû sept oct nov déc"),
    (
      "es",
      "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
    ), ("ca", "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre"),
    (
      "pt",
      "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"
    ),
    (
      "it",
      "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"
    ),
    (
      "nl",
      "januari februari maart april mei juni juli augustus september oktober november december"
    ),
    ("sv", "januari februari mars april maj juni juli augusti september oktober november december"),
    ("is", "janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember"),
    (
      "fi",
      """
      tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta \
      syyskuuta lokakuuta marraskuuta joulukuuta
      """
    ),
    (
      "et",
      "jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember"
    ),
    (
      "lv",
      """
      janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris \
      decembris
      """
    ),
    (
      "lt",
      """
      sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio \
      gruodžio
      """
    ),
    (
      "pl",
      """
      stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada \
      grudnia
      """
    ),
    (
      "cs",
      "ledna února března dubna května června července srpna září října listopadu prosince"
    ),
    (
      "sk",
      "januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra"
    ),
    (
      "hu",
      """
      január február március április május június július augusztus szeptember október november \
      december
      """
    ),
    (
      "ro",
      """
      ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie \
      decembrie
      """
    ),
    (
      "hr",
      "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga prosinca"
    ),
    ("sr", "јануар фебруар март април мај јун јул август септембар октобар новембар децембар"),
    ("ru", "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"),
    ("ru", "янв фев мар апр май июн июл авг сен окт ноя дек"),
    ("bg", "януари февруари март април май юни юли август септември октомври ноември декември"),
    (
      "uk", "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня"
    ),
    (
      "be",
      "студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня"
    ),
    (
      "el",
      """
      Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου \
      Νοεμβρίου Δεκεμβρίου
      """
    ), ("tr", "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık"),
    ("ar", "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"),
    ("he", "בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר"),
    ("fa", "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر"),
    (
      "id", "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
    ),
    ("sw", "Januari Februari Machi Aprili Mei Juni Julai Agosti Septemba Oktoba Novemba Desemba"),
    (
      "tl",
      "Enero Pebrero Marso Abril Mayo Hunyo Hulyo Agosto Setyembre Oktubre Nobyembre Disyembre"
    ),
    ("hi", "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर"),
    ("bn", "জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর"),
    ("ur", "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر"),
    (
      "th",
      """
      มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม
      """
    ),
  ]

  @Test("each month of a language is the month that it names", arguments: spellings)
  func months(language: String, names: String) {
    let reader = DateReader(language: language)
    let words = names.split(separator: " ")
    #expect(words.count == 12)
    for (index, word) in words.enumerated() {
      let month = index < 9 ? "0\(index + 1)" : "\(index + 1)"
      #expect(reader.read("5 \(word) 2031", source: "t")?.iso == "2031-\(month)-05", "\(word)")
    }
  }

  @Test("listopad is November in Polish and October in Croatian")
  func listopad() {
    #expect(DateReader(language: "pl").read("5 listopada 2031", source: "t")?.iso == "2031-11-05")
    #expect(DateReader(language: "hr").read("5 listopada 2031", source: "t")?.iso == "2031-10-05")
  }

  @Test(
    "Croatian, Polish and Czech mean different months by one short name; other pages none",
    arguments: [
      ("hr", "lip", "06"), ("pl", "lip", "07"), ("hr", "srp", "07"), ("cs", "srp", "08"),
      ("hr", "lis", "10"), ("pl", "lis", "11"), ("hr-HR", "lis", "10"),
    ])
  func shortNames(language: String, word: String, month: String) {
    let text = "5. \(word) 2031."
    #expect(DateReader(language: language).read(text, source: "t")?.iso == "2031-\(month)-05")
    #expect(DateReader(language: "de").read(text, source: "t") == nil)
    #expect(DateReader().read(text, source: "t") == nil)
  }

  @Test("a word that is no month names none")
  func unknown() {
    for word in ["mardi", "Monday", "Maia", "x", ""] {
      #expect(DateNames.month(Array(word.lowercased().utf8), language: []) == nil)
    }
  }

  @Test(
    "an apostrophe of any keyboard ends an abbreviated Hebrew month",
    arguments: [
      "5 בפבר׳ 2031", "5 בפבר' 2031", "5 בפבר’ 2031", "5 פבר' 2031",
    ])
  func hebrewApostrophes(text: String) {
    #expect(DateReader(language: "he").read(text, source: "t")?.iso == "2031-02-05")
  }

  @Test(
    "the abbreviation of a zone is its offset",
    arguments: [
      ("Z", "Z"), ("GMT", "Z"), ("UTC", "Z"), ("WET", "Z"), ("BST", "+01:00"), ("CET", "+01:00"),
      ("MEZ", "+01:00"), ("CEST", "+02:00"), ("MESZ", "+02:00"), ("EET", "+02:00"),
      ("EEST", "+03:00"), ("MSK", "+03:00"), ("EST", "-05:00"), ("EDT", "-04:00"),
      ("CST", "-06:00"), ("CDT", "-05:00"), ("MST", "-07:00"), ("MDT", "-06:00"),
      ("PST", "-08:00"), ("PDT", "-07:00"), ("AKST", "-09:00"), ("HST", "-10:00"),
      ("IST", "+05:30"), ("PKT", "+05:00"), ("HKT", "+08:00"), ("SGT", "+08:00"),
      ("JST", "+09:00"), ("KST", "+09:00"), ("ACST", "+09:30"), ("AEST", "+10:00"),
      ("AEDT", "+11:00"), ("NZST", "+12:00"), ("NZDT", "+13:00"), ("SAST", "+02:00"),
      ("MEST", "+02:00"),
      ("VET", "-04:00"), ("UYT", "-03:00"), ("MMT", "+06:30"), ("UZT", "+05:00"), ("BRT", "-03:00"),
      ("MET", "+01:00"), ("COT", "-05:00"), ("BOT", "-04:00"), ("GET", "+04:00"), ("ECT", "-05:00"),
      ("AZT", "+04:00"), ("MUT", "+04:00"), ("CHST", "+10:00"), ("SST", "-11:00"),
      ("WIB", "+07:00"), ("WITA", "+08:00"), ("WIT", "+09:00"), ("PYT", "-03:00"),
    ])
  func zones(abbreviation: String, offset: String) {
    let value = DateReader().read("5 May 2031 10:20 \(abbreviation)", source: "t")
    #expect(value?.iso == "2031-05-05T10:20:00" + offset)
    #expect(value?.zone == .explicit)
  }

  @Test(
    "a zone that is a word as well is one only at the end",
    arguments: [
      "5 mei 2031 10:20 met foto's", "5 May 2031 10:20 get the news", "5 May 2031 10:20 AMT",
    ])
  func zoneWords(text: String) {
    #expect(DateReader(language: "nl").read(text, source: "t")?.iso == "2031-05-05T10:20:00")
  }

  @Test("AMT is the Amazon's zone on Portuguese pages and Armenia's on Armenian ones")
  func sharedZone() {
    let text = "5 May 2031 10:20 AMT"
    #expect(
      DateReader(language: "pt-br").read(text, source: "t")?.iso == "2031-05-05T10:20:00-04:00")
    #expect(DateReader(language: "hy").read(text, source: "t")?.iso == "2031-05-05T10:20:00+04:00")
  }
}
