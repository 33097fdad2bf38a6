"""torch tensors on the CPU: storages travel once, as buffers; tensors are views into them. And series of polars.

It never imports a library that the value does not come from."""

from __future__ import annotations

import pickle
import sys
from pickle import PickleBuffer
from typing import Any


class Storage:
    """Stands for one storage while pickling: the pickler's memo keeps those who share it together."""

    __slots__ = ("array",)

    def __init__(self, array: Any) -> None:
        self.array = array


def storage_array(tensor: Any) -> Any:
    """The whole memory of a tensor's storage as a numpy array; None where there is none to share."""
    if not _is_plain(tensor):
        return None
    torch = sys.modules["torch"]
    storage = tensor.untyped_storage()
    if storage.nbytes() == 0:
        return None
    return torch.empty(0, dtype=torch.uint8).set_(storage).numpy()


def _is_plain(tensor: Any) -> bool:
    layout = sys.modules["torch"].strided
    return bool(tensor.device.type == "cpu" and tensor.layout == layout and not tensor.is_quantized)


def reduce_tensor(pickler: Any, tensor: Any) -> Any:
    if tensor.grad_fn is not None:
        raise pickle.PicklingError("a tensor that is part of an autograd graph")
    if tensor.device.type != "cpu":
        raise pickle.PicklingError(f"a tensor on the device {tensor.device}")
    kind = type(tensor)
    if not _is_plain(tensor) or tensor.is_conj() or tensor.is_neg() or kind.__reduce_ex__ is not _own_reduce():
        return NotImplemented
    array = storage_array(tensor)
    storage = None
    if array is not None:
        address = tensor.untyped_storage().data_ptr()
        storage = pickler.storages.get(address)
        if storage is None:
            storage = pickler.storages[address] = Storage(pickler.shared_root(array, by_address=True))
    place = tensor.storage_offset(), tuple(tensor.shape), tensor.stride()
    state = tensor.grad, dict(tensor.__dict__)
    return make_tensor, (storage, kind, tensor.dtype, *place, tensor.requires_grad), state, None, None, set_tensor


def _own_reduce() -> Any:
    return sys.modules["torch"].Tensor.__reduce_ex__


def reduce_parameter(pickler: Any, parameter: Any) -> Any:
    reduced = reduce_tensor(pickler, parameter.data)
    if reduced is NotImplemented:
        return reduced
    state = parameter.grad, dict(parameter.__dict__)
    return make_parameter, (type(parameter), parameter.data, parameter.requires_grad), state, None, None, set_tensor


def reduce_storage(pickler: Any, storage: Storage) -> Any:
    array = storage.array
    return make_storage, (
        array if not array.flags.owndata or pickler.shared_root(array) is not None else PickleBuffer(array),
    )


def make_storage(memory: Any) -> Any:
    import torch

    if type(memory).__module__ == "numpy":
        return torch.from_numpy(memory).untyped_storage()
    view = memoryview(memory)
    return torch.frombuffer(bytearray(view) if view.readonly else view, dtype=torch.uint8).untyped_storage()


def make_tensor(storage: Any, kind: Any, dtype: Any, offset: int, shape: Any, strides: Any, requires_grad: bool) -> Any:
    import torch

    tensor = torch.empty(0, dtype=dtype)
    if storage is None:  # nothing to hold
        tensor = tensor.as_strided(shape, strides, offset)
    else:
        tensor.set_(storage, offset, shape, strides)
    if kind is not torch.Tensor:
        tensor = tensor.as_subclass(kind)
    return tensor.requires_grad_() if requires_grad else tensor


def make_parameter(kind: Any, data: Any, requires_grad: bool) -> Any:
    import torch

    if kind is torch.nn.Parameter:
        return kind(data, requires_grad)
    return torch.Tensor._make_subclass(kind, data, requires_grad)


def set_tensor(tensor: Any, state: tuple[Any, dict[str, Any]]) -> None:
    gradient, attributes = state
    if gradient is not None:
        tensor.grad = gradient
    tensor.__dict__.update(attributes)


def reduce_series(pickler: Any, series: Any) -> Any:
    """A polars series of several chunks keeps them; one of Python objects travels as their list."""
    polars = sys.modules["polars"]
    if series.dtype == polars.Object:
        return polars.Series, (series.name, series.to_list(), polars.Object)
    if series.n_chunks() < 2:
        return NotImplemented
    return join_chunks, (series.get_chunks(),)


def reduce_frame(pickler: Any, frame: Any) -> Any:
    polars = sys.modules["polars"]
    columns = frame.get_columns()
    if all(column.n_chunks() < 2 and column.dtype != polars.Object for column in columns):
        return NotImplemented
    return polars.DataFrame, (columns,)


def join_chunks(chunks: list[Any]) -> Any:
    return sys.modules["polars"].concat(chunks, rechunk=False)
