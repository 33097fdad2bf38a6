package dev.freshet.analyzer.checks;

import java.util.Set;

/** What scikit-learn's classes and functions do with data, by their names. */
final class Estimators {
  /** They learn from all rows what they then do to each: fitted before a split, they leak. */
  private static final Set<String> PREPROCESSING =
      Set.of(
          "StandardScaler",
          "MinMaxScaler",
          "MaxAbsScaler",
          "RobustScaler",
          "QuantileTransformer",
          "PowerTransformer",
          "KBinsDiscretizer",
          "SplineTransformer",
          "TargetEncoder",
          "SimpleImputer",
          "KNNImputer",
          "IterativeImputer",
          "Imputer",
          "SelectKBest",
          "SelectPercentile",
          "SelectFpr",
          "SelectFdr",
          "SelectFwe",
          "GenericUnivariateSelect",
          "SelectFromModel",
          "SequentialFeatureSelector",
          "RFE",
          "RFECV",
          "VarianceThreshold",
          "PCA",
          "IncrementalPCA",
          "KernelPCA",
          "SparsePCA",
          "TruncatedSVD",
          "NMF",
          "FastICA",
          "FactorAnalysis",
          "LatentDirichletAllocation",
          "DictionaryLearning",
          "CountVectorizer",
          "TfidfVectorizer",
          "TfidfTransformer",
          "DictVectorizer",
          "SMOTE",
          "SMOTENC",
          "ADASYN",
          "BorderlineSMOTE",
          "RandomOverSampler",
          "RandomUnderSampler",
          "ColumnTransformer");

  /** They learn nothing from rows, or are fitted to what is to be shown. */
  private static final Set<String> HARMLESS =
      Set.of(
          "PolynomialFeatures",
          "Normalizer",
          "Binarizer",
          "FunctionTransformer",
          "HashingVectorizer",
          "FeatureHasher",
          "TSNE",
          "MDS",
          "Isomap",
          "SpectralEmbedding",
          "LocallyLinearEmbedding",
          "UMAP",
          "KMeans",
          "MiniBatchKMeans",
          "DBSCAN",
          "AgglomerativeClustering",
          "SpectralClustering",
          "MeanShift",
          "NearestNeighbors",
          "KernelDensity",
          "GaussianMixture",
          "ImageDataGenerator");

  /** Functions that split, and then fit and score on the parts. */
  static final Set<String> CROSS_VALIDATION =
      Set.of("cross_val_score", "cross_validate", "cross_val_predict");

  static final Set<String> FITTING =
      Set.of("fit", "fit_transform", "partial_fit", "fit_resample", "fit_sample", "fit_predict");
  static final Set<String> SCORING =
      Set.of("score", "predict", "predict_proba", "decision_function");

  private Estimators() {}

  /** Whether a function or method of the name divides rows, fits, or uses what was fitted. */
  static boolean isLearning(String name) {
    return name.equals("split")
        || name.equals("train_test_split")
        || name.equals("transform")
        || CROSS_VALIDATION.contains(name)
        || FITTING.contains(name)
        || SCORING.contains(name);
  }

  static boolean isPreprocessing(String type) {
    return PREPROCESSING.contains(type);
  }

  static boolean isHarmless(String type) {
    return HARMLESS.contains(type);
  }
}
