/**
 * Sessions of each year as two independent packages have them: how many there are, and the first twelve digits of the
 * SHA-256 of their lines joined by line feeds. A line is the date, for `hours` followed by open and close and for
 * `closes` by the close, as minutes in UTC. Where a package is known to be wrong, or knows less, fewer years or only the
 * dates are compared; `calendarReference.test.ts` says which and why.
 */
export interface SessionChecksums {
  readonly id: string
  readonly reference: string
  readonly compares: 'dates' | 'hours' | 'closes'
  readonly firstYear: number
  /** Count and digits of each year from the first on. */
  readonly years: string
}

export const SESSION_CHECKSUMS: readonly SessionChecksums[] = [
  {
    id: 'XNYS',
    reference: 'exchange_calendars 4.13.2 XNYS',
    compares: 'hours',
    firstYear: 1990,
    years: `
      253 e9b285c7e262 253 bc1cad48ab80 254 980f7c3d29e7 253 106ec279c83a 252 fb048883e57e 252 9d99ae4d0884
      254 3c671be6ec06 253 857cd7428764 252 f1fd552ea2e8 252 249323b3b752 252 0ef67da5bdfa 248 5624a8f92210
      252 15444647d048 252 f386998f9dff 252 20968273ad75 252 57122dbe3412 251 0193b022a27c 251 0f67fb9cf802
      253 8c7a50820735 252 de6e3a87e413 252 4d42152d16c6 252 dab2f234d141 250 2cc2f34950e3 252 b92f0fe872ff
      252 b9881b352c78 252 727837dfa475 252 94d77e4deae4 251 2d79b39055e7 251 fae7dfd7374d 252 23d516b10ff0
      253 90ff2a709ce5 252 1e9303865222 251 8ed4ae23a165 250 d5e1896685fc 252 26a8a8bb3905 250 c5d880bddd20
      251 16f615eaab1c
    `,
  },
  {
    id: 'XTSE',
    reference: 'exchange_calendars 4.13.2 XTSE',
    compares: 'hours',
    firstYear: 1990,
    years: `
      252 691860e974f3 252 eda879d548c4 253 bd23e0384366 252 b6011c96cd0c 251 c1d51a4c8bd0 251 f288e5835ec1
      253 876530f40499 252 0e2bf494849a 252 d44f9ed1c3a1 252 9da7dc779ac1 251 6a31b143ff42 250 ff80e121cd88
      252 b8814d528ca9 252 b52913e46c37 253 a363fd225602 251 f50ac0b82bd2 251 69a2320a698e 252 98edfcf67846
      252 b1daca15bbd5 251 d18b9fe5e9a0 251 2fd1ac7338b6 250 dd49b94954ec 251 1358595b1654 251 3e7aa2bda6df
      251 ce673ba7da9c 251 2fc2aef1b9d5 251 18a00c08a54a 250 83a7c5cb6773 251 0c3a798bafbb 251 c51ed9b5d9ba
      252 ca07bdd193c0 251 06c60f886923 250 0817fac569a2 250 c7bcfc124913 252 3f330aa30001 251 8736e6ef5a7f
      251 e5fbff5684bb
    `,
  },
  {
    id: 'XLON',
    reference: 'exchange_calendars 4.13.2 XLON',
    compares: 'hours',
    firstYear: 2000,
    years: `
      252 bc740667ca69 253 4e7d90bcc1f5 252 bf39e520a999 253 f1262833bb1a 254 f0aeabed283d 252 bae4d91d13e2
      252 5635aab0bd2b 253 5096afcba30a 254 3fe160b48ac3 253 402f04c7e1d8 253 1582b586df79 251 238ea1df62d8
      252 d3f5e019b9bf 253 bb9b5deb835f 253 1a2a0c2b8048 253 6b389ea0156a 253 127382804484 252 934289a1638e
      253 02c409f7ff24 253 80f1f84e28b2 254 80c5e05aa15e 253 a1663d2aa7a4 250 8d297316faca 251 114258381c89
      254 a3aec1d31c0a 253 c501186f2a9b 253 ac7457357938
    `,
  },
  {
    id: 'XPAR',
    reference: 'exchange_calendars 4.13.2 XPAR',
    compares: 'hours',
    firstYear: 2003,
    years: `
      255 8e98b65895b0 259 10fd6866f009 257 6b265fc60e96 255 74b78eca5e95 255 a4e325a65660 256 a2de4731084c
      256 837393cfae90 258 dd0aa33e9243 257 7728144a1e06 256 1eec7162902c 255 c32de80414b1 255 f1e3cf1a6df5
      256 6a215c677558 257 8da49d01980e 255 601a2432cf0a 255 db1c1cbb38c1 255 4d8ce9e518d0 257 81e44dd73e48
      258 69db376b1095 257 27ec47b6ac7c 255 4faf7ee496c1 256 bb40af22df0b 255 653fdeff0127 256 27ee5d55c629
    `,
  },
  {
    id: 'XAMS',
    reference: 'exchange_calendars 4.13.2 XAMS',
    compares: 'hours',
    firstYear: 2003,
    years: `
      255 8e98b65895b0 259 10fd6866f009 257 6b265fc60e96 255 74b78eca5e95 255 a4e325a65660 256 a2de4731084c
      256 837393cfae90 258 dd0aa33e9243 257 7728144a1e06 256 1eec7162902c 255 c32de80414b1 255 f1e3cf1a6df5
      256 6a215c677558 257 8da49d01980e 255 601a2432cf0a 255 db1c1cbb38c1 255 4d8ce9e518d0 257 81e44dd73e48
      258 69db376b1095 257 27ec47b6ac7c 255 4faf7ee496c1 256 bb40af22df0b 255 653fdeff0127 256 27ee5d55c629
    `,
  },
  {
    id: 'XMIL',
    reference: 'exchange_calendars 4.13.2 XMIL',
    compares: 'hours',
    firstYear: 2003,
    years: `
      252 1416b769bc77 257 489ab1832bec 256 c9762f52cfb7 254 3f3907f18b5c 252 39afa6c793e4 253 7ffc1473d08e
      254 ad680089d71a 256 759cdea00e6b 256 88210a63c416 253 1fbcee527d28 252 959d6ffcfd08 252 7c0e7e44236e
      254 c3e3db1d6dd5 256 c1efe7689e7d 254 e74e2df12518 252 a53216679ca0 252 6d0401236a08 255 bf6a302dc846
      256 3f32edf9b3c5 256 34e3fd828b2e 254 f112aa2533b0 253 4878255e342d 252 88fcba0c0b00 254 b3fbfaa69a94
    `,
  },
  {
    id: 'XETR',
    reference: 'exchange_calendars 4.13.2 XETR',
    compares: 'hours',
    firstYear: 2004,
    years: `
      257 489ab1832bec 257 6b265fc60e96 255 74b78eca5e95 252 cf258fa9937c 254 efd47f75fd79 254 ad680089d71a
      256 178cbf8dd53c 257 a46169c693ee 254 c81e66ce34fd 253 f1bf2732cc80 252 13904d7cef77 253 d1ea5d0fe358
      255 fd013746fe6d 252 ff2c1c50c6e9 251 ad9dcbe5a0c7 251 15682beb703e 254 168285ac8047 255 11e0f96bebc4
      257 ec22d92c9766 255 9cac6d8a8cac 254 f78ae1f10b87 253 3af1f64ebd0d 254 6004d42fef02
    `,
  },
  {
    id: 'XSWX',
    reference: 'exchange_calendars 4.13.2 XSWX',
    compares: 'hours',
    firstYear: 2003,
    years: `
      249 42c08b9b50b1 254 f94ffa4cd470 254 1195939903f6 251 1d90d7c80fa2 249 5c3f827f0f6d 251 fefb154df120
      251 7dded02b7384 254 fb5174b7d240 254 00d5e5df91aa 250 de8539695ef7 249 a485e7b8b48b 249 218d67e48e5d
      251 b486b697e5d5 254 66fe6953eee5 251 4db661ccfbc0 249 0f8310aae0c6 249 7e5f979f60b6 252 14c9d505dcd2
      254 ee4ac96d1e50 254 df0d60f1e07a 251 18ebe53569cb 250 dacbe18bad84 249 438708bc2714 251 cbeeb2863794
    `,
  },
  {
    id: 'XEUR',
    reference: 'exchange_calendars 4.13.2 XEUR',
    compares: 'dates',
    firstYear: 2010,
    years: `
      256 d65dbe0e44ed 257 994cde0376e9 254 dfe609f46107 253 43a3a8293360 253 68ca253683b8 254 c29315e68958
      257 649cb1d2b99b 255 04d8da7962f5 253 122e7a342c20 253 d9da5335ec5e 255 94cc9c873aae 256 f29b326a6491
      257 66c961b57329 255 e0c88bfdc6e1 254 ea5cc32c0c35 253 842ebe17b6f7 254 df8a79f06bb9
    `,
  },
  {
    id: 'XHKG',
    reference: 'exchange_calendars 4.13.2 XHKG',
    compares: 'hours',
    firstYear: 1990,
    years: `
      247 0d7a8f8f9197 248 9d165aa1dd45 249 50deb6802eb8 249 7c09445a5b91 247 3f92526ad6aa 246 504ff9645976
      248 879a79cccb71 245 7c09b05843cd 246 5d93ad10c304 247 b212c844c08b 247 26848ae98d2a 243 b04b8b083c8b
      247 d247523bc36f 248 da7a75e62f1f 249 1c36c6bacaba 247 8d7b4d0e5d65 247 cf7bea6c78d7 246 0d2a9a9fd6ef
      245 10900de1d4df 249 7384fcd69538 249 5a9b22f17caa 246 676fa92f35f5 247 380da7d2ea23 244 4d5751710e77
      247 5fb069a4becb 247 82f70846fd91 245 91a3673ee977 246 7179c0212736 246 f576f36fe839 246 e45346df8858
      248 ab35904dba02 247 8380d7caf08c 246 1ccf999e2205 245 69ba84fda79f 246 ac21d7f9f6a4 246 4913c2dd8f0e
      247 b9368ae1bd88
    `,
  },
  {
    id: 'XHKF',
    reference: 'exchange_calendars 4.13.2 XHKG',
    compares: 'dates',
    firstYear: 2012,
    years: `
      247 8a023fb2c2ff 244 bf612dc96d0f 247 3f5cdce4fcf0 247 db12eaa252b6 245 20e394b2a851 246 09cedc171656
      246 a99df835ad3a 246 2d5497458b01 248 654e090c4c35 247 ac77c17ea70c 246 5cae490cbd69 245 abb8a41cca9e
      246 7133c2c32cf5 246 4d5df4e5bad1 247 62f85a60412c
    `,
  },
  {
    id: 'XTKS',
    reference: 'exchange_calendars 4.13.2 XTKS',
    compares: 'dates',
    firstYear: 1999,
    years: `
      245 bdb18544f2b6 248 dcfebeda045f 246 0cb396cc8b12 246 cde5573f21fd 245 15590f99e309 246 1fe8fb60dd96
      245 3a6f4f91ce65 248 cb249a6d3a3f 245 5690c48f6c25 245 73912c76d122 243 172fb88c1e7e 245 c56d35c4a342
      245 2694edbc8565 248 2264df5b8b7d 245 993935898e5b 244 f4ccaf99b593 244 681a93987897 245 e2ca305aa570
      247 686b8e8dcbfa 245 5ce3db810e47 241 64c22038d390 242 fb6a35797c24 245 c8573b857d79 244 d7def315897d
      246 20d89131d200 245 b4c33cb91c25 243 ae0cea9e476e 242 56312fe09b09
    `,
  },
  {
    id: 'XTKS',
    reference: 'exchange_calendars 4.13.2 XTKS',
    compares: 'hours',
    firstYear: 2010,
    years: `
      245 90876160946c 245 54f3351d41a7 248 97735f571beb 245 f99159181eea 244 1348aa34b04c 244 fec931c89150
      245 a1337451bf42 247 33643407c241 245 751cda4ca322 241 14a7e61cf39c 242 c01ebbbe966c 245 c4a0be467d42
      244 e05f00d71fb8 246 2b607f630186 245 983c516b9ea2 243 71cd40631d8d 242 9a19b51afe6a
    `,
  },
  {
    id: 'XSHG',
    reference: 'exchange_calendars 4.13.2 XSHG',
    compares: 'hours',
    firstYear: 2005,
    years: `
      242 116864afb527 241 aef4903ccd1d 242 f8364ec27c7b 246 65258038a08e 244 0373f2142490 242 27ecc8811ccd
      244 3bfb2a41871a 243 61a0dc2eb848 238 9b5c7ce8c2bc 245 e77f4b6baea8 244 10304dff8dd9 244 ca83377f6279
      244 bba8218a43ad 243 ea3c121085b0 244 23c9dcdeb91d 243 bdfb43a94ce2 243 ec675eb6b9d0 242 5597d24e6c89
      242 5f5fc16b3de4 242 e10882c6211e 243 055465a26518 242 fed794f79073
    `,
  },
  {
    id: 'XASX',
    reference: 'exchange_calendars 4.13.2 XASX',
    compares: 'dates',
    firstYear: 1996,
    years: `
      254 438bce7a2f01 253 6cd3281e46af 254 9b004cc52c33 253 0140040f9ce2 252 994ae5545cc9 253 38e0ee342c62
      253 62a8b8bbf6cb 253 afc3de35fab4 255 97b60a6156d6 252 95e3b9be6d18 252 5ddec1cab474 253 249bd7bc7053
      254 782feb6e6fa8 254 b1d819b08be6 253 eb269ccd5820 252 8947af39efa1 253 faa8b817adf7 253 ce91f0bfd71a
      253 9b176eba7413 254 741386fb34c0 253 22232ed0a797 252 b9a6f9a0d42c 253 00e3bf0a058e 253 ef7aee4cd419
      255 60c98b458881 254 721068a270f6 251 c361fb041d60 252 6b6e9a2393f8 254 533ab660b5b3 253 6c982713ea92
      254 2d9806785809
    `,
  },
  {
    id: 'XASX',
    reference: 'exchange_calendars 4.13.2 XASX',
    compares: 'hours',
    firstYear: 1996,
    years: `
      254 271de52ff056 253 9e6a60389fac 254 683911446ebe 253 36a4853f6293 252 6f7f53102c4e 253 67285d830100
      253 33f2141f8423 253 6eb35ec548e2 255 4ddcdacb74c9 252 0acbcdfa9f6a 252 d025f19580b4 253 43f6772daf18
      254 f43ab065f57d 254 1ef9c5de6d16
    `,
  },
  {
    id: 'XCBO',
    reference: 'exchange_calendars 4.13.2 XCBF',
    compares: 'dates',
    firstYear: 2013,
    years: `
      252 827efbc0388f 252 b349de23cbdb 252 c422b1f9d818 252 20240f83bd91 251 76d9db88bba1 251 827f8dcb6743
      252 f06e4bdf9815 253 3ecfe2ee7cca 252 c171c438aaf4 251 1bc88ae0a4ed 250 9df2fd530334 252 d66e7d6947dd
      250 fe8ac6201657 251 be8c6f3492df
    `,
  },
  {
    id: 'XCME-EQUITY',
    reference: 'pandas_market_calendars 5.5.0 CME_TradeDate',
    compares: 'dates',
    firstYear: 2014,
    years: `
      252 b349de23cbdb 252 c422b1f9d818 252 20240f83bd91 251 76d9db88bba1
    `,
  },
  {
    id: 'XCME-EQUITY',
    reference: 'pandas_market_calendars 5.5.0 CME_TradeDate',
    compares: 'dates',
    firstYear: 2019,
    years: `
      252 f06e4bdf9815 253 3ecfe2ee7cca 252 c171c438aaf4 251 1bc88ae0a4ed 250 9df2fd530334 252 d66e7d6947dd
    `,
  },
  {
    id: 'XCBT-GRAINS',
    reference: 'pandas_market_calendars 5.5.0 CME_TradeDate',
    compares: 'dates',
    firstYear: 2019,
    years: `
      252 f06e4bdf9815 253 3ecfe2ee7cca 252 c171c438aaf4 251 1bc88ae0a4ed 250 9df2fd530334 252 d66e7d6947dd
    `,
  },
  {
    id: 'SIFMA-US',
    reference: 'pandas_market_calendars 5.5.0 SIFMAUS',
    compares: 'hours',
    firstYear: 2016,
    years: `
      250 3ba2a4549838 250 40e429eb66b5 250 3c10c7cee548 250 9d23bf8aeefa 251 2865cdf8afc7 251 dbbb4e083be1
      249 21de76ca813f 250 7946b0313423 250 3c3930eff65e 249 8a169e290fda 250 0f9092a4bbda
    `,
  },
  {
    id: 'XNSE',
    reference: 'pandas_market_calendars 5.5.0 XNSE',
    compares: 'hours',
    firstYear: 2011,
    years: `
      247 89e454873f09 247 b9a9da7033ce
    `,
  },
  {
    id: 'XNSE',
    reference: 'pandas_market_calendars 5.5.0 XNSE',
    compares: 'hours',
    firstYear: 2021,
    years: `
      248 481b63d0605d 248 dc560ae5bcfa
    `,
  },
  {
    id: 'XCME-EQUITY',
    reference: 'pandas_market_calendars 5.5.0 CME Globex Equity, on the dates of CME_TradeDate',
    compares: 'closes',
    firstYear: 2016,
    years: `
      252 416bd0aeef27 251 b70b5b71a658
    `,
  },
  {
    id: 'XCME-EQUITY',
    reference: 'pandas_market_calendars 5.5.0 CME Globex Equity, on the dates of CME_TradeDate',
    compares: 'closes',
    firstYear: 2019,
    years: `
      252 a86c4bc118ed 253 9c62539afa07 252 cb4d75b92757 251 acf9a56d7b71 250 ab4127dd813a 252 e7403302e24b
    `,
  },
  {
    id: 'XCBT-RATES',
    reference:
      'pandas_market_calendars 5.5.0 CME Globex Interest Rate Products, on the dates of CME_TradeDate',
    compares: 'closes',
    firstYear: 2016,
    years: `
      252 416bd0aeef27 251 f0346805a242
    `,
  },
  {
    id: 'XCBT-RATES',
    reference:
      'pandas_market_calendars 5.5.0 CME Globex Interest Rate Products, on the dates of CME_TradeDate',
    compares: 'closes',
    firstYear: 2019,
    years: `
      252 916864bbc1dc 253 9c62539afa07 252 cb4d75b92757 251 acf9a56d7b71 250 3d1764f30ce7 252 df7769497401
    `,
  },
  {
    id: 'XCME-FX',
    reference: 'pandas_market_calendars 5.5.0 CMEGlobex_FX, on the dates of CME_TradeDate',
    compares: 'closes',
    firstYear: 2019,
    years: `
      252 916864bbc1dc 253 9c62539afa07 252 cb4d75b92757 251 acf9a56d7b71 250 3d1764f30ce7 252 df7769497401
    `,
  },
  {
    id: 'XNYM',
    reference: 'pandas_market_calendars 5.5.0 CMEGlobex_EnergyAndMetals, on the dates of CME_TradeDate',
    compares: 'closes',
    firstYear: 2021,
    years: `
      252 9d14580c3c28 251 d8b2e1945a04 250 748072ccf0a9
    `,
  },
]
