"""Models, figures, graphs, symbols, pictures and other objects of libraries."""

from .kind import Kind, kind


def sklearn(name: str, make: str, *changes: str, names: str = "v", restless: bool = False) -> Kind:
    code = f"import numpy as np\nX = np.arange(60.).reshape(20, 3) % 7\ny = np.arange(20) % 2\n{make}\n"
    return kind(f"sklearn {name}", code, *changes, names=names, needs="numpy sklearn", restless=restless)


def plot(name: str, make: str, *changes: str, names: str = "v") -> Kind:
    return kind(
        f"matplotlib {name}",
        f"import matplotlib.pyplot as plt, numpy as np\n{make}",
        *changes,
        names=names,
        needs="numpy matplotlib",
        same=False,
        restless=True,
    )


def sympy(name: str, make: str, *changes: str, names: str = "v", restless: bool = False) -> Kind:
    # Made again, it may share parts that it did not: sympy answers from a cache of its own.
    code = f"import sympy as s\n{make}"
    return kind(f"sympy {name}", code, *changes, names=names, needs="sympy", same=False, restless=restless)


def networkx(name: str, make: str, *changes: str, names: str = "v") -> Kind:
    return kind(f"networkx {name}", f"import networkx as nx\n{make}", *changes, names=names, needs="networkx")


def image(name: str, make: str, *changes: str, names: str = "v") -> Kind:
    return kind(f"PIL {name}", f"from PIL import Image\n{make}", *changes, names=names, needs="PIL")


KINDS = [
    sklearn("linear regression", "from sklearn.linear_model import LinearRegression\nv = LinearRegression().fit(X, y)", "v.coef_[0] = 5", "v.fit(X, y * 2)", names="v X y"),
    sklearn("random forest", "from sklearn.ensemble import RandomForestClassifier\nv = RandomForestClassifier(5, random_state=1).fit(X, y)", "v.n_jobs = 2", "v.estimators_.pop()", restless=True),
    sklearn("gradient boosting", "from sklearn.ensemble import HistGradientBoostingClassifier\nv = HistGradientBoostingClassifier(max_iter=3, random_state=1).fit(X, y)", "v.max_iter = 4", restless=True),
    sklearn("tree", "from sklearn.tree import DecisionTreeClassifier\nv = DecisionTreeClassifier(random_state=0).fit(X, y)", "v.tree_.value[0, 0, 0] = 9"),
    sklearn("nearest neighbours", "from sklearn.neighbors import KNeighborsClassifier\nv = KNeighborsClassifier(3).fit(X, y)", "v.n_neighbors = 2"),
    sklearn("support vectors", "from sklearn.svm import SVC\nv = SVC().fit(X, y)", "v.C = 2.0"),
    sklearn("k-means and PCA", "from sklearn.cluster import KMeans\nfrom sklearn.decomposition import PCA\nv = [KMeans(2, n_init=1, random_state=0).fit(X), PCA(2).fit(X)]", "v[0].cluster_centers_[0, 0] = 5"),
    sklearn("pipeline in a grid search", "from sklearn.pipeline import make_pipeline\nfrom sklearn.preprocessing import StandardScaler\nfrom sklearn.linear_model import LogisticRegression\nfrom sklearn.model_selection import GridSearchCV\nv = GridSearchCV(make_pipeline(StandardScaler(), LogisticRegression()), {'logisticregression__C': [1, 2]}, cv=2).fit(X, y)\nfor k in list(v.cv_results_):\n    if 'time' in k: del v.cv_results_[k]\nv.refit_time_ = 0", "v.best_estimator_.steps.pop()"),
    sklearn("text vectorizer and Bunch", "from sklearn.feature_extraction.text import TfidfVectorizer\nv = TfidfVectorizer().fit(['a bc', 'bc de'])", "v.vocabulary_['zz'] = 9"),
    sklearn("own estimator", "from sklearn.base import BaseEstimator\nclass E(BaseEstimator):\n    def __init__(self, k=1): self.k = k\n    def fit(self, X): self.n_ = len(X); return self\nv = E(2).fit(X)", "v.k = 3", names="v E"),
    kind("statsmodels results", "import numpy as np, statsmodels.api as sm\nX = np.arange(40.).reshape(20, 2) ** 2\nv = sm.OLS(np.arange(20.), sm.add_constant(X)).fit()", "v.params[0] = 5", needs="numpy statsmodels"),
    kind("scipy distributions and interpolants", "import numpy as np, scipy.stats as st, scipy.interpolate as si, scipy.spatial as sp\nv = [si.interp1d([0, 1], [2, 3]), si.CubicSpline([0, 1, 2], [0, 1, 4]), sp.cKDTree(np.arange(20.).reshape(10, 2)), sp.ConvexHull(np.random.RandomState(1).rand(9, 2)).vertices]", "v[1].c[0, 0] = 5", needs="numpy scipy"),
    kind("scipy result", "import scipy.optimize as so\nv = so.minimize(lambda x: (x[0] - 1) ** 2, [0.])", "v.x[0] = 7", needs="scipy"),
    plot("figure", "v, ax = plt.subplots(); ax.plot([1, 2, 4], label='l'); ax.legend(); ax.set_title('t')", "v.suptitle('s')", "ax.plot([3, 1])", "ax.set_xlim(0, 9)", names="v ax"),
    plot("figure drawn", "v = plt.figure(figsize=(3, 2))\nax = v.add_subplot(121); ax.hist([1, 2, 2]); ax.imshow(np.eye(5))\nv.canvas.draw()", "ax.set_title('x')", names="v ax"),
    plot("figure closed by Jupyter", "v, (a, b) = plt.subplots(1, 2)\nv.colorbar(b.scatter([1, 2], [3, 4], c=[5, 6]))\nplt.show()", "a.plot([1])", names="v a b"),
    plot("3-d and polar", "v = plt.figure()\na = v.add_subplot(121, projection='3d'); a.plot([1, 2], [1, 2], [3, 4])\nb = v.add_subplot(122, projection='polar')", "a.view_init(10, 10)", names="v a b"),
    plot("colour maps", "import matplotlib as mpl\nv = [mpl.colormaps['viridis'], mpl.colors.ListedColormap(['r', 'g'])]", "v.pop()"),
    plot("style and cycler", "from cycler import cycler\nv = cycler(color=['r', 'g']) + cycler(lw=[1, 2])"),
    sympy("symbols and expressions", "x, y = s.symbols('x y', positive=True)\nv = [s.sin(x) ** 2 / y + s.Rational(1, 3), s.pi, s.Eq(x, y), s.Function('f')(x)]", "v.pop()", names="v x y"),
    sympy("dummy and assumptions", "v = s.Dummy('d')\nw = v + s.Symbol('n', integer=True)", names="v w"),
    sympy("matrix", "v = s.Matrix([[1, s.Symbol('a')], [3, 4]])", "v[0, 0] = 9"),
    sympy("integral, sum and piecewise", "x = s.Symbol('x')\nv = [s.Integral(s.exp(-x**2), (x, 0, s.oo)), s.Piecewise((1, x > 0), (0, True)), s.Poly(x**2 + 1, x)]", "v.pop()", names="v x"),
    sympy("lambdify", "x = s.Symbol('x')\nv = s.lambdify(x, s.sin(x) + 1)", names="v x"),
    sympy("derivative of an own function", "x = s.Symbol('x')\nf = s.Function('f')\nv = s.Derivative(f(x), x)", names="v f x", restless=True),
    networkx("graph", "v = nx.karate_club_graph()", "v.add_edge(0, 99)", "v.nodes[0]['club'] = 'x'", "v.graph['name'] = 'n'"),
    networkx("directed multigraph", "v = nx.MultiDiGraph(k=1)\nv.add_edge('a', 'b', w=1); v.add_edge('a', 'b', w=[2])", "v['a']['b'][1]['w'].append(3)"),
    networkx("views of a graph", "g = nx.path_graph(4)\nv = g.nodes\nw = g.subgraph([0, 1])", "g.add_node(9)", names="v w g"),
    image("image", "v = Image.new('RGB', (40, 30), 'red'); v.info['k'] = 'w'", "v.putpixel((0, 0), (1, 2, 3))", "v.info['z'] = 1"),
    image("images of several modes", "v = [Image.new(m, (9, 9)) for m in ('1', 'L', 'P', 'RGBA', 'I', 'F', 'CMYK')]\nv[2].putpalette(list(range(256)) * 3)", "v[1].paste(5, (0, 0, 3, 3))"),
    image("image opened from a file", "Image.new('RGB', (9, 9), 'blue').save('i.png')\nv = Image.open('i.png'); v.load()", "v.putpixel((0, 0), (1, 2, 3))"),
    image("image opened lazily", "Image.new('RGB', (9, 9), 'blue').save('j.png')\nv = Image.open('j.png')"),
    image("image over an array", "import numpy as np\na = np.zeros((9, 9), 'u1')\nv = Image.fromarray(a)", names="v a"),
    kind("PIL font", "from PIL import ImageFont\nv = ImageFont.load_default(12)", needs="PIL"),
    kind("pint quantity", "import pint\nu = pint.UnitRegistry()\nv = 3 * u.meter\nw = [1, 2] * u.second", names="v w u", needs="pint", stays="KeyedRef"),
    kind("pint quantity over an array", "import pint, numpy as np\nu = pint.UnitRegistry()\nv = np.arange(300.) * u.meter", names="v u", needs="pint numpy", stays="KeyedRef"),
    kind("xarray", "import xarray as xr, numpy as np, pandas as pd\nv = xr.Dataset({'t': (('x', 'y'), np.arange(6.).reshape(2, 3), {'unit': 'K'})}, coords={'x': pd.date_range('2020', periods=2)})", "v['t'][0, 0] = 9", "v.attrs['k'] = 1", needs="xarray pandas numpy"),
    kind("IPython displays", "from IPython.display import HTML, Markdown, Image, SVG, JSON, Latex\nv = [HTML('<b>x</b>'), Markdown('# a', metadata={'k': 1}), JSON({'a': 1}), Latex('$x$')]", "v[0].data = 'y'"),
    kind("display handle", "from IPython.display import display\nv = display('x', display_id='one')", "v.display_id = 'two'"),
    kind("captured output", "from IPython.utils.capture import capture_output\nwith capture_output() as v: print('hi')", "v._stdout.write('x')"),
    kind("tqdm", "from tqdm import tqdm\nv = tqdm(range(3), disable=True)\nfor _ in v: pass", needs="tqdm", stays="finalizer"),
    kind("lxml", "import lxml.etree as ET\nv = ET.fromstring('<a><b/></a>')", stays="_Element", needs="lxml"),
    kind("cycler, dateutil", "import dateutil.relativedelta as r, dateutil.tz as z, dateutil.rrule as q, datetime\nv = [r.relativedelta(months=1), z.UTC, datetime.datetime(2020, 1, 1, tzinfo=z.UTC)]", "v.pop()", needs="dateutil"),
    kind("joblib", "import joblib\nv = joblib.Parallel(n_jobs=1)", stays="Lock", needs="joblib"),
]  # fmt: skip
