extension Firm {
  /// The customers of a small book, the most faithful first.
  static let customers: [Firm] = [
    Firm(
      "Zoë & Müller GmbH", bank: "ZOE UND MUELLER GMBH", "Germany", "Zoë Brandt",
      "Deichstraße 14, 20459 Hamburg"),
    Firm(
      "東京商事株式会社", bank: "TOKYO SHOJI KK", "Japan", "佐藤 健", "東京都千代田区丸の内 2-4-1"),
    Firm(
      "Acme, Inc.", bank: "ACME INC", "United States", "Wile Porter",
      "500 Canyon Road, Flagstaff, AZ 86001"),
    Firm(
      "Pacific Rim Imports LLC", bank: "PACIFIC RIM IMPORTS LLC", "United States", "Dana Kim",
      "88 Harbor Drive, Seattle, WA 98101"),
    Firm(
      "Łódź Sp. z o.o.", bank: "LODZ SP. Z O.O.", "Poland", "Małgorzata Żak",
      "ul. Piotrkowska 77, 90-423 Łódź"),
    Firm(
      "Ζωή Α.Ε.", bank: "ZOI AE", "Greece", "Ζωή Παππά", "Ερμού 12, 105 63 Αθήνα"),
    Firm(
      "O'Brien & Sons Ltd", bank: "OBRIEN AND SONS LTD", "Ireland", "Niamh O'Brien",
      "3 Quay Street, Galway"),
    Firm(
      "Northlight Studios Ltd", bank: "NORTHLIGHT STUDIOS", "United Kingdom", "Ruth Hale",
      "19 Mill Lane, Leeds LS1 4AB"),
    Firm(
      "Nordlicht Bühnentechnik GmbH", bank: "NORDLICHT BUEHNENTECHNIK", "Germany", "Jörg Lüders",
      "Hafenstraße 3, 18055 Rostock"),
    Firm(
      "Café Größenwahn", bank: "CAFE GROESSENWAHN", "Germany", "Ute Groß",
      "Lenaustraße 97, 60318 Frankfurt am Main"),
    Firm(
      "大阪電機有限会社", bank: "OSAKA DENKI YK", "Japan", "山本 直子", "大阪市北区梅田 1-2-2"),
    Firm(
      "Société Générale d'Éclairage", bank: "SGE ECLAIRAGE SA", "France", "Hélène Faure",
      "8 rue de l'Église, 69002 Lyon"),
    Firm(
      "Smørrebrød & Co. ApS", bank: "SMOERREBROED OG CO", "Denmark", "Søren Krogh",
      "Nyhavn 21, 1051 København"),
    Firm(
      "Peña e Hijos S.L.", bank: "PENA E HIJOS SL", "Spain", "Íñigo Peña",
      "Calle Mayor 40, 28013 Madrid"),
    Firm(
      "Widgetco International Corp.", bank: "WIDGETCO INTL CORP", "United States", "Pat Ames",
      "1200 Industrial Way, Akron, OH 44301"),
    Firm(
      "Škoda & Dvořák s.r.o.", bank: "SKODA A DVORAK SRO", "Czechia", "Jiří Dvořák",
      "Křižíkova 8, 186 00 Praha"),
    Firm(
      "Van den Berg B.V.", bank: "VAN DEN BERG BV", "Netherlands", "Joost van den Berg",
      "Prinsengracht 310, 1016 Amsterdam"),
    Firm(
      "Alpenglühn Hotels AG", bank: "ALPENGLUEHN HOTELS AG", "Switzerland", "Reto Käser",
      "Dorfstrasse 1, 3818 Grindelwald"),
    Firm(
      "Công ty Ánh Sáng", bank: "CONG TY ANH SANG", "Vietnam", "Nguyễn Thị Hoa",
      "24 Lê Lợi, Hồ Chí Minh"),
    Firm(
      "São João Comércio Ltda.", bank: "SAO JOAO COMERCIO", "Brazil", "João Sá",
      "Rua Augusta 900, São Paulo"),
    Firm(
      "Fiori & Figli S.r.l.", bank: "FIORI E FIGLI SRL", "Italy", "Niccolò Fiori",
      "Via Roma 15, 50123 Firenze"),
    Firm(
      "Göteborgs Ljus AB", bank: "GOTEBORGS LJUS AB", "Sweden", "Åsa Öberg",
      "Kungsgatan 9, 411 19 Göteborg"),
    Firm(
      "Ünal Werkzeuge e.K.", bank: "UENAL WERKZEUGE EK", "Germany", "Deniz Ünal",
      "Sonnenallee 120, 12059 Berlin"),
    Firm(
      "Maple Leaf Fixtures Inc.", bank: "MAPLE LEAF FIXTURES", "Canada", "Élise Tremblay",
      "77 Queen Street, Toronto, ON"),
    Firm(
      "Österreichische Lampen GmbH", bank: "OEST LAMPEN GMBH", "Austria", "Käthe Wöß",
      "Mariahilfer Straße 50, 1070 Wien"),
    Firm(
      "Harbor \"Old Pier\" Hotel", bank: "HARBOR OLD PIER HOTEL", "Ireland", "Sean Daly",
      "1 Pier Road, Cobh"),
    Firm(
      "京都茶舗", bank: "KYOTO CHAHO", "Japan", "高橋 優", "京都市中京区寺町通 52"),
    Firm(
      "Bäckerei Süß", bank: "BAECKEREI SUESS", "Germany", "Anni Süß", "Marktplatz 2, 97070 Würzburg"
    ),
    Firm(
      "Elektro Weiß oHG", bank: "ELEKTRO WEISS OHG", "Germany", "Karl Weiß",
      "Ringstraße 5, 04109 Leipzig"),
    Firm(
      "Lumière du Sud SARL", bank: "LUMIERE DU SUD", "France", "Anaïs Roux",
      "12 quai des Belges, 13001 Marseille"),
    Firm(
      "Thames Valley Wiring plc", bank: "THAMES VALLEY WIRING", "United Kingdom", "Owen Price",
      "4 Station Road, Reading RG1 1LZ"),
    Firm(
      "Kraków Światło S.A.", bank: "KRAKOW SWIATLO SA", "Poland", "Stanisław Wójcik",
      "Rynek Główny 6, 31-042 Kraków"),
    Firm(
      "Piet's Fietsen", bank: "PIETS FIETSEN", "Netherlands", "Piet Smit",
      "Oude Delft 88, 2611 Delft"),
    Firm(
      "Desert Bloom Nurseries", bank: "DESERT BLOOM NURSERIES", "United States", "Rosa Diaz",
      "9 Cactus Lane, Tucson, AZ 85701"),
    Firm(
      "Θάλασσα Ο.Ε.", bank: "THALASSA OE", "Greece", "Νίκος Δήμου", "Ακτή Μιαούλη 3, Πειραιάς"),
    Firm(
      "Hotel Zum Löwen", bank: "HOTEL ZUM LOEWEN", "Germany", "Frau Löwe",
      "Hauptstraße 1, 79098 Freiburg"),
    Firm(
      "Ibérica de Luces S.A.", bank: "IBERICA DE LUCES", "Spain", "Lucía Muñoz",
      "Gran Vía 18, 48001 Bilbao"),
    Firm(
      "Svensson & Döttrar", bank: "SVENSSON O DOTTRAR", "Sweden", "Märta Svensson",
      "Storgatan 4, 903 26 Umeå"),
    Firm(
      "Officina Però", bank: "OFFICINA PERO", "Italy", "Giosuè Però", "Corso Francia 22, Torino"),
    Firm(
      "Cork Harbour Traders", bank: "CORK HARBOUR TRADERS", "Ireland", "Aoife Byrne",
      "South Mall 30, Cork"),
    Firm(
      "名古屋部品株式会社", bank: "NAGOYA BUHIN KK", "Japan", "伊藤 誠", "名古屋市中区栄 3-5-1"),
    Firm(
      "Bürobedarf Köhler", bank: "BUEROBEDARF KOEHLER", "Germany", "Sven Köhler",
      "Königstraße 44, 70173 Stuttgart"),
    Firm(
      "Quebec Éclairage ltée", bank: "QUEBEC ECLAIRAGE", "Canada", "Noël Gagné",
      "300 rue Saint-Jean, Québec, QC"),
    Firm(
      "Wiener Kaffeehaus KG", bank: "WIENER KAFFEEHAUS KG", "Austria", "Poldi Huber",
      "Herrengasse 14, 1010 Wien"),
    Firm(
      "Blue Ridge Co-op", bank: "BLUE RIDGE COOP", "United States", "Hank Moss",
      "62 Depot Street, Asheville, NC"),
    Firm(
      "Ærø Færger A/S", bank: "AEROE FAERGER AS", "Denmark", "Jens Ærø",
      "Vestergade 1, Ærøskøbing"),
    Firm(
      "Plzeňský Sklad a.s.", bank: "PLZENSKY SKLAD AS", "Czechia", "Hana Šťastná",
      "Americká 30, 301 00 Plzeň"),
    Firm(
      "Zürich Licht AG", bank: "ZUERICH LICHT AG", "Switzerland", "Urs Bänziger",
      "Limmatquai 80, 8001 Zürich"),
    Firm(
      "Estaleiro Guanabara", bank: "ESTALEIRO GUANABARA", "Brazil", "Conceição Luz",
      "Av. Atlântica 1702, Rio de Janeiro"),
    Firm(
      "Hà Nội Điện Cơ", bank: "HA NOI DIEN CO", "Vietnam", "Trần Văn Đức", "15 Hàng Bông, Hà Nội"),
    Firm(
      "Garni Ötztal", bank: "GARNI OETZTAL", "Austria", "Moidl Öttl", "Dorfweg 7, 6450 Sölden"),
    Firm(
      "Atelier François", bank: "ATELIER FRANCOIS", "France", "François Çelik",
      "5 rue Racine, 44000 Nantes"),
    Firm(
      "Schröder; Söhne & Partner", bank: "SCHROEDER SOEHNE PARTNER", "Germany", "Arne Schröder",
      "Am Wall 9, 28195 Bremen"),
    Firm(
      "Lakeside Theatre Trust", bank: "LAKESIDE THEATRE TRUST", "United Kingdom", "Gwen Moor",
      "Castle Hill 2, Keswick"),
    Firm(
      "Van 't Hoff Verlichting", bank: "VAN T HOFF VERLICHTING", "Netherlands", "Kees van 't Hoff",
      "Markt 12, 5611 Eindhoven"),
    Firm(
      "Stadttheater Görlitz", bank: "STADTTHEATER GOERLITZ", "Germany", "Käte Noack",
      "Demianiplatz 2, 02826 Görlitz"),
    Firm(
      "Gdańsk Żagle", bank: "GDANSK ZAGLE", "Poland", "Paweł Żeglarz", "Długa 45, 80-831 Gdańsk"),
    Firm(
      "Luz del Norte", bank: "LUZ DEL NORTE", "Spain", "Begoña Núñez", "Calle Uría 10, Oviedo"),
    Firm(
      "Rialto Vetri", bank: "RIALTO VETRI", "Italy", "Zoè Contarini", "Riva del Vin 3, Venezia"),
    Firm(
      "acme gmbh", bank: "ACME GMBH", "Germany", "Willi Kojote", "Wüstenweg 8, 50667 Köln"),
  ]
}
