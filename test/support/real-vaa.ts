/**
 * A real Wormhole VAA of mainnet: Pythnet's accumulator root, sequence 48661630, with 13 signatures
 * of guardian set 3. From the README of npm's @pythnetwork/pyth-solana-receiver@0.14.0 (Apache-2.0).
 */
export const realVaa = new Uint8Array(
  Buffer.from(
    "AQAAAAMNATFYanvDezfMPGGQ1ifNwrZZqUpPe5JCpTB628J/g+BsXOMJ2KjCunwGrwc75D7swdK5DQEpLevpq20m" +
      "+aRVuAUBAmUJewZl20XzzON4HqxQFyam678noKLu2AeIzqHLzWsEPkBxTYBBSdhoe/CTOFCyuZ7hLdIj8X19muMw" +
      "as+faOUBAxa8VdFNr8Zrcp26vTo+DFGTY2Ihv9En6LBc5vU4GWNcKpZ17DwFNu1W0lI/Fvf3Q78dXOnUvibcvD/r" +
      "jmnJq20ABopqBAJGtZRm+oOGBEYtGqjSjcBZAnjokPoB2Ab9uUvXXm+96Zs/8XsCM64wuuMBZLVKDMkxh31RtuXF" +
      "aSi9LYQBBzH2SrPKzkTlxEZeNjEPxZHJNvobt7qDl4YohfxxPhQdLvZ+qtrAT6CafQFZByJOE6dIRo/wL/glYHio" +
      "Gpk/EwwBCJ3Rh3wFA2w69002q0TsRNjOqcMoUg3w4fGSzp6PZypdSzrTlMH4A5mIG2iCKWUgKtcGjg/JC5EJpyxO" +
      "Nqf82EIBCp2YUrKz+pMoK6M5Z9F+8dJ880eHZyoMJ3xN62BmGPapc/kHNqHfKgvyYdzWAzrYXJGAY+BuOWuwvd/Z" +
      "Y+fxb0UAC7Qbbsa5oSG7pYyqPYsLUz8rok8Q23EugH60H1WGnPrKACn9SbdbY7pqMqXYfd5ekE1bRVYLzRThPjSg" +
      "cUlasLgADCfVDlduvFTPkzCqYZEpiUfI3LpdBwb5ld2FjglzFTzEHvSgsqZWjIs9ZSp+q4C3bcWxohGIPny84UBD" +
      "9n7q2v4BDiJxSvz0F1zlBqrMh4LM9Rnu+1djU/606jS4JZ1lJGjAWrhQKsb6veA1mV6QH+p9xU4j7wySJn1LfinS" +
      "jUm9umYBEHQD8xlKctFDcewVBHR8q0gaFSY/lN67oHkQbp2u+ggWTG6ebtrbBXPqI4w+zK2/BnA37RigL5F4xVOI" +
      "0BAbFS0BETj/mHa6Oq4XjQMZyiHr+h68qqja3mpoKlJD3li9F0JrPtKX9xmVGxehuZiS44iTUQ2Gqa67gRsb84rl" +
      "d4f/av4BEmA0yNJw4dYhtaBMvTE/Pa5cZeIMqCSSnsfciceUzXgCHuqLrK8FisWaLoOVaFFf5yi7iGupSeDKTdOZ" +
      "ddoSxnABZhALjQAAAAAAGuEB+u2sWFHjK5sjtflBGowrrEquPtTde4Ed0acupKpxAAAAAALmhH4BQVVXVgAAAAAA" +
      "B/B1NwAAJxCBD2CY4UknpD0pz3jib4B3eJ/5dA==",
    "base64",
  ),
);

/** The 19 guardians of mainnet's set 3, as the core contract of Ethereum states them. */
export const guardianSet3 = [
  "0x58cc3ae5c097b213ce3c81979e1b9f9570746aa5",
  "0xff6cb952589bde862c25ef4392132fb9d4a42157",
  "0x114de8460193bdf3a2fcf81f86a09765f4762fd1",
  "0x107a0086b32d7a0977926a205131d8731d39cbeb",
  "0x8c82b2fd82faed2711d59af0f2499d16e726f6b2",
  "0x11b39756c042441be6d8650b69b54ebe715e2343",
  "0x54ce5b4d348fb74b958e8966e2ec3dbd4958a7cd",
  "0x15e7caf07c4e3dc8e7c469f92c8cd88fb8005a20",
  "0x74a3bf913953d695260d88bc1aa25a4eee363ef0",
  "0x000ac0076727b35fbea2dac28fee5ccb0fea768e",
  "0xaf45ced136b9d9e24903464ae889f5c8a723fc14",
  "0xf93124b7c738843cbb89e864c862c38cddcccf95",
  "0xd2cc37a4dc036a8d232b48f62cdd4731412f4890",
  "0xda798f6896a3331f64b48c12d1d57fd9cbe70811",
  "0x71aa1be1d36cafe3867910f99c09e347899c19c3",
  "0x8192b6e7387ccd768277c17dab1b7a5027c0b3cf",
  "0x178e21ad2e77ae06711549cfbb1f9c7a9d8096e8",
  "0x5e1487f35515d02a92753504a8d75471b9f49edb",
  "0x6fbebc898f403e4773e95feb15e80c9a99c8348d",
] as const;
