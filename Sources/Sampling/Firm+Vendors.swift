/// The places of vendors that play a part of their own.
enum VendorPlace {
  /// Two accounts of the same firm.
  static let firstAccount = 3
  static let secondAccount = 4
  /// Vendors with the same bill every month.
  static let landlord = 5
  static let power = 6
  /// A vendor whose numbers are written with a blank: `INV 415`.
  static let blanks = 1
}

extension Firm {
  /// The vendors of a small book.
  static let vendors: [Firm] = [
    Firm(
      "Kabelwerk Ölschläger GmbH", bank: "KABELWERK OELSCHLAEGER", "Germany", "Ines Ölschläger",
      "Industriestraße 30, 58507 Lüdenscheid"),
    Firm(
      "Shenandoah Components Inc.", bank: "SHENANDOAH COMPONENTS", "United States", "Bill Carr",
      "410 Valley Pike, Winchester, VA"),
    Firm(
      "Akihabara Parts KK", bank: "AKIHABARA PARTS KK", "Japan", "中村 大輔", "東京都千代田区外神田 1-1"),
    Firm(
      "Nordlicht Elektro GmbH", bank: "NORDLICHT ELEKTRO GMBH", "Germany", "Heike Voß",
      "Fährstraße 11, 24103 Kiel"),
    Firm(
      "Nordlicht-Elektro", bank: "NORDLICHT ELEKTRO GMBH", "Germany", "Heike Voß",
      "Fährstr. 11, Kiel"),
    Firm(
      "Speicherstadt Immobilien KG", bank: "SPEICHERSTADT IMMO KG", "Germany", "Klaus Thun",
      "Am Sandtorkai 36, 20457 Hamburg"),
    Firm(
      "Stadtwerke Nord", bank: "STADTWERKE NORD", "Germany", "Kundenservice",
      "Werftstraße 1, 20457 Hamburg"),
    Firm(
      "Çelik Metal A.Ş.", bank: "CELIK METAL AS", "Austria", "Emre Çelik", "Lände 5, 4020 Linz"),
    Firm(
      "Zażółć Logistyka Sp. z o.o.", bank: "ZAZOLC LOGISTYKA", "Poland", "Grażyna Wąs",
      "Portowa 4, 70-655 Szczecin"),
    Firm(
      "De Groot Verpakkingen B.V.", bank: "DE GROOT VERPAKKINGEN", "Netherlands", "Anouk de Groot",
      "Havenweg 20, 3089 Rotterdam"),
    Firm(
      "Torréfaction du Port", bank: "TORREFACTION DU PORT", "France", "Maëlle Le Goff",
      "2 quai de la Fosse, 44000 Nantes"),
    Firm(
      "Uji Tea Growers", bank: "UJI TEA GROWERS", "Japan", "松本 花", "京都府宇治市 6-1"),
    Firm(
      "Hotel \"Zur Post\", Linz", bank: "HOTEL ZUR POST LINZ", "Austria", "Resi Huber",
      "Hauptplatz 3, 4020 Linz"),
    Firm(
      "Bright & Early Couriers", bank: "BRIGHT AND EARLY", "United Kingdom", "Tom Early",
      "7 Dock Road, Hull HU1 2DA"),
    Firm(
      "Papierfabrik Düren", bank: "PAPIERFABRIK DUEREN", "Germany", "Bernd Jülich",
      "Rurufer 2, 52349 Düren"),
    Firm(
      "Ferretería Íñiguez", bank: "FERRETERIA INIGUEZ", "Spain", "Ana Íñiguez",
      "Calle Real 5, 15003 A Coruña"),
    Firm(
      "Lumen Italia S.p.A.", bank: "LUMEN ITALIA SPA", "Italy", "Zeno Galli",
      "Via Tortona 30, Milano"),
    Firm(
      "Saigon Cable Works", bank: "SAIGON CABLE WORKS", "Vietnam", "Lê Minh", "Khu 4, Hồ Chí Minh"),
    Firm(
      "Praha Tisk s.r.o.", bank: "PRAHA TISK SRO", "Czechia", "Ota Růžička", "Na Příkopě 9, Praha"),
    Firm(
      "Great Lakes Resistors", bank: "GREAT LAKES RESISTORS", "United States", "Joan Beck",
      "300 Shore Drive, Erie, PA"),
    Firm(
      "Skåne Stål AB", bank: "SKANE STAL AB", "Sweden", "Örjan Ek", "Hamngatan 2, Malmö"),
    Firm(
      "Jurahof Werkzeuge AG", bank: "JURAHOF WERKZEUGE", "Switzerland", "Beat Jörg",
      "Bahnhofweg 4, Biel"),
    Firm(
      "Πειραιάς Φως", bank: "PIRAEUS FOS", "Greece", "Ελένη Κώστα", "Ηρώων 8, Πειραιάς"),
    Firm(
      "Fünen Ferry Freight", bank: "FUENEN FERRY FREIGHT", "Denmark", "Bo Holm",
      "Havnegade 7, Odense"),
    Firm(
      "Büro-Service Ahrens", bank: "BUERO SERVICE AHRENS", "Germany", "Gerda Ahrens",
      "Lange Reihe 60, 20099 Hamburg"),
  ]
}
